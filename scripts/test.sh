#!/usr/bin/env bash
# Builds and runs the tests: those in Swift, then those that start the program and talk to it.
# FILTER=name runs the Swift tests whose name matches; FILTER=EndToEnd the others, and
# FILTER=EndToEnd.name those of them whose name matches.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
source scripts/swift-tests.sh
source scripts/end-to-end.sh

if [ -n "${CI:-}" ] && [ ! -d ../shared ]; then
    fail "CI is set but ../shared is missing: the tests on real documents would not run."
fi

filter=${FILTER:-}
DAFTAR_BIN=${DAFTAR_BIN:-$PWD/.build/debug/daftar}
export DAFTAR_BIN
case "$filter" in
    EndToEnd*)
        swift build --product daftar
        filter=${filter#EndToEnd}
        run_end_to_end "${filter#.}"
        ;;
    '')
        run_tests
        # The simulator finds what it is for; `make soak` plants all twelve.
        scripts/planted-bugs.sh lock-not-kept pool-admits-twice
        run_end_to_end
        ;;
    *) run_tests "$filter" ;;
esac
