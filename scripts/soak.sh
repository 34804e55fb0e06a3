#!/usr/bin/env bash
# The planted bugs, the simulation and the small world; then the end-to-end tests at full length on the
# release build: DAFTAR_SOAK=1 makes them kill a node fifty times instead of five, and validators
# of a network a hundred times instead of three. FILTER=name runs some of the end-to-end tests alone.
# DAFTAR_SEED=n repeats a run. Writes what happened to Docs/Reports.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
source scripts/end-to-end.sh

export DAFTAR_SOAK=1 DAFTAR_BIN=$PWD/bin/daftar
report=Docs/Reports/soak-$(date -u +%F).md
log=$(mktemp)
trap 'rm -f "$log"' EXIT
start=$SECONDS
status=0
run_all() {
    if [ -z "${FILTER:-}" ]; then
        scripts/planted-bugs.sh && SEARCH=2000000 scripts/simulate.sh || return
    fi
    run_end_to_end "${FILTER:-}"
}
run_all | tee "$log" || status=$?
seconds=$((SECONDS - start))

mkdir -p Docs/Reports
{
    echo "# Soak of $(date -u +%F)"
    echo
    echo "\`make soak${FILTER:+ FILTER=$FILTER}\` at $(git describe --always --dirty), $(nproc) cores, $(uname -sr):" \
        "$([ "$status" -eq 0 ] && echo passed || echo FAILED) after $seconds s."
    echo
    echo '```'
    # Where the homes lay is of no use to a reader.
    sed "s#${TMPDIR:-/tmp}/[^ ]*#…#g" "$log"
    echo '```'
} >"$report"
say "written to $report"
exit "$status"
