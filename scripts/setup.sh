#!/usr/bin/env bash
# Installs what the build and the tests need and this machine lacks; does nothing where all is there.
#   scripts/setup.sh [lint|bench|screenshots]...   the words add what only those need
# Swift itself is not installed: a toolchain is a choice of the person at the machine.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

swift_minimum=6.1

require_swift() {
    if ! command -v swift >/dev/null; then
        fail "Swift is not installed, or not on PATH." \
            "Install Swift $swift_minimum or newer: https://www.swift.org/install/linux" \
            "Then open a new shell, check with 'swift --version', and run make again."
    fi
    local answer version
    if ! answer=$(swift --version 2>&1); then
        fail "Swift is installed but does not start: $answer" \
            "It needs libraries of the system; https://www.swift.org/install/linux lists them."
    fi
    version=$(sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<<"$answer")
    if [ "$(printf '%s\n' "$swift_minimum" "$version" | sort -V | head -n 1)" != "$swift_minimum" ]
    then
        fail "Swift $version is too old; Daftar needs $swift_minimum or newer." \
            "Newer toolchains: https://www.swift.org/install/linux"
    fi
}

# Appends to `missing` the Debian package $1 unless the check that follows it succeeds.
missing=()
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_header() { compgen -G "/usr/include/$1" || compgen -G "/usr/include/*/$1"; }

has_c_and_cpp() {
    has_header stdio.h && has_header 'c++/*/vector' \
        && compgen -G '/usr/lib/gcc/*/*/crtbeginS.o'
}

require_packages() {
    # What Swift links with: headers of C and C++, and the files that start a program.
    need g++ has_c_and_cpp
    need libsqlite3-dev has_header sqlite3.h
    # Blocks on their way and swift-nio-extras are compressed with the system's zlib.
    need zlib1g-dev has_header zlib.h
    # Pictures of the secrets of those who administer a node.
    need libqrencode-dev has_header qrencode.h
    # Tests read such a picture with a reader that is not ours.
    need zbar-tools command -v zbarimg
    need curl command -v curl
    need jq command -v jq
    need git command -v git
    need python3 command -v python3
    need python3-venv python3 -c 'import venv, ensurepip'
    # Tests cut a network of nodes in two.
    need iproute2 command -v ip
    local extra
    for extra in "$@"; do
        case "$extra" in
            lint) need shellcheck command -v shellcheck ;;
            bench)
                need wrk command -v wrk
                # What four validators are measured beside.
                need etcd-server command -v etcd
                need etcd-client command -v etcdctl
                need postgresql-15 test -x /usr/lib/postgresql/15/bin/pgbench
                ;;
            screenshots)
                need chromium command -v chromium
                # Its letters include the Tajik ones.
                need fonts-dejavu-core test -d /usr/share/fonts/truetype/dejavu
                ;;
            *) fail "setup: unknown word '$extra'" "usage: scripts/setup.sh [lint|bench|screenshots]..." ;;
        esac
    done
    [ "${#missing[@]}" -gt 0 ] || return 0

    if ! command -v apt-get >/dev/null; then
        fail "These are missing and this is not a Debian system: ${missing[*]}" \
            "Install their counterparts with your package manager and run make again."
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Missing: ${missing[*]}" \
            "Installing them needs root; run as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# The verifier that reads our blocks with other people's libraries runs in .venv.
require_python_tools() {
    local wanted=Tests/Verifier/requirements.txt stamp=.venv/installed-requirements.txt
    # A Python that was upgraded or removed leaves a .venv that does not run.
    if .venv/bin/python -c '' 2>/dev/null; then
        if cmp -s "$wanted" "$stamp"; then return 0; fi
    else
        rm -rf .venv
    fi
    say "installing the Python tools of the tests into .venv"
    [ -d .venv ] || python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
    cp "$wanted" "$stamp"
}

require_swift
require_packages "$@"
require_python_tools
