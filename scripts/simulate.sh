#!/usr/bin/env bash
# Runs seeded clusters of the production replica under every fault, in two processes at the same time,
# and compares what each seed came to. SEEDS='A..<B' (10,000 by default) with fake signatures,
# REAL_SEEDS='A..<B' (200) with Ed25519 and the ledger's rules; 'none' leaves either out.
# SEARCH=n looks at up to n states of the small world besides.
# SEED=n tells one run from beginning to end, REAL=1 the one with real signatures.
# SCRATCH=directory builds there instead of .build.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

scratch=${SCRATCH:-.build}
say "building simulate (release)"
swift build --configuration release --product simulate --scratch-path "$scratch"
program=$(swift build --configuration release --scratch-path "$scratch" --show-bin-path)/simulate

if [ -n "${SEED:-}" ]; then
    exec "$program" --seed "$SEED" --verbose ${REAL:+--real}
fi

work=$(mktemp -d)
pids=()
cleanup() {
    local pid
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap cleanup EXIT

# run_twice NAME SEEDS [OPTION...]: the same seeds in two processes, which must come to the same.
run_twice() {
    local name=$1 seeds=$2 side status=0
    shift 2
    say "seeds $seeds, $name, in two processes"
    pids=()
    for side in 0 1; do
        "$program" --seeds "$seeds" --digests "$work/$name-$side" "$@" >"$work/$name-$side.txt" 2>&1 &
        pids+=($!)
    done
    for side in 0 1; do wait "${pids[$side]}" || status=1; done
    pids=()
    cat "$work/$name-0.txt"
    [ "$status" -eq 0 ] || {
        cmp -s "$work/$name-0.txt" "$work/$name-1.txt" || tail -n 5 "$work/$name-1.txt"
        fail "a seed failed"
    }
    # The first line that differs names the seed.
    diff "$work/$name-0" "$work/$name-1" | sed -n 2p >"$work/difference"
    [ ! -s "$work/difference" ] || fail "two processes differ at seed$(tr -d '<>' <"$work/difference")"
    say "both processes came to the same, seed for seed"
}

[ "${SEEDS:-}" = none ] || run_twice fast "${SEEDS:-0..<10000}"
[ "${REAL_SEEDS:-}" = none ] || run_twice real "${REAL_SEEDS:-0..<200}" --real
if [ -n "${SEARCH:-}" ]; then
    say "the small world, up to $SEARCH states for each place of the liar"
    "$program" --search "$SEARCH"
fi
