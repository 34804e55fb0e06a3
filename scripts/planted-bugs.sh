#!/usr/bin/env bash
# The simulator is itself proven: each patch of Tests/SimulationTests/PlantedBugs/Patches is a classical mistake,
# put into a copy of the sources. A build with it must fail within 2,000 seeds, or in a directed
# scenario. planted-bugs.sh [NAME…] tries some of them; without names, all. STOP_AFTER=n tries fewer seeds.
#
# Everything happens below .build-planted, where what the sources do not change stays built.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

bugs=$PWD/Tests/SimulationTests/PlantedBugs/Patches
conversations=$PWD/Tests/SimulationTests/Conversations/Recorded
tree=$PWD/.build-planted/tree
scratch=$PWD/.build-planted/scratch
seeds=${STOP_AFTER:-2000}

# Makes the copy what the sources are: takes earlier patches out, and leaves what is the same as it was,
# so that it is not built again.
refresh() {
    local file
    mkdir -p "$tree"
    while IFS= read -r file; do
        cmp -s "$file" "$tree/$file" || install -D -m 644 "$file" "$tree/$file"
    done < <(find Package.swift Sources -type f; ls Package.resolved 2>/dev/null)
    while IFS= read -r file; do
        [ -f "$file" ] || rm "$tree/$file"
    done < <(cd "$tree" && find Sources -type f)
    # The manifest wants the tests' folders to be there; nothing is in them.
    for file in $(grep -o '"[A-Za-z]*Tests"' Package.swift | tr -d '"'); do
        mkdir -p "$tree/Tests/$file"
    done
}

# apply PATCH: outside of any repository, so that the paths are those of the copy.
apply() {
    (cd "$tree" && GIT_CEILING_DIRECTORIES=$(dirname "$tree") git apply --whitespace=nowarn "$1")
}

build() {
    (cd "$tree" && DAFTAR_CORE=1 swift build --configuration release --product simulate \
        --scratch-path "$scratch" >"$scratch.log" 2>&1) || {
        grep -A 4 ' error: ' "$scratch.log" >&2 || tail -n 30 "$scratch.log" >&2
        fail "the copy does not build"
    }
}

say "building the sources as they are"
refresh
build
program=$(cd "$tree" && DAFTAR_CORE=1 swift build --configuration release \
    --scratch-path "$scratch" --show-bin-path)/simulate
"$program" --conversations "$conversations" >"$scratch.log" 2>&1 || {
    cat "$scratch.log" >&2
    fail "a conversation fails without a planted bug"
}
"$program" --seeds "0..<20" >"$scratch.log" 2>&1 || {
    cat "$scratch.log" >&2
    fail "a seed fails without a planted bug"
}

[ "$#" -gt 0 ] || {
    cd "$bugs"
    set -- *.patch
    cd "$OLDPWD"
    set -- "${@%.patch}"
}
escaped=()
for name in "$@"; do
    patch=$bugs/$name.patch
    [ -f "$patch" ] || fail "there is no planted bug $name"
    refresh
    apply "$patch"
    build
    started=$SECONDS
    how=
    tried=$seeds
    if ! timeout 600 "$program" --conversations "$conversations" >"$scratch.log" 2>&1; then
        how="the conversation $(sed -n 's/^FAILED: //p' "$scratch.log" | head -n 1)"
        # Caught already; whether chance finds it too is good to know, and not worth an hour.
        tried=$((seeds / 10))
    fi
    if ! timeout 3000 "$program" --seeds "0..<$tried" --tell-seeds --stop-at-first \
        >"$scratch.log" 2>&1; then
        seed=$(sed -n 's/^SEED [0-9]* FAILED: //p' "$scratch.log" | head -n 1 | cut -c1-90)
        last=$(sed -n 's/^seed //p' "$scratch.log" | tail -n 1)
        how="seed $last: ${seed:-the process ended}${how:+; $how}"
    fi
    if [ -n "$how" ]; then
        say "caught  $name ($((SECONDS - started)) s): $how"
    else
        say "ESCAPED $name"
        escaped+=("$name")
    fi
done
[ "${#escaped[@]}" -eq 0 ] || fail "not caught: ${escaped[*]}"
say "all $# planted bugs were caught"
