#!/usr/bin/env bash
# Builds and runs the tests (debug). FILTER=name runs those whose name matches.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

if [ -n "${CI:-}" ] && [ ! -d ../shared ]; then
    fail "CI is set but ../shared is missing: the tests on real documents would not run."
fi
say "building the tests (about seven minutes the first time)"
swift build --build-tests
say "running the tests${FILTER:+ that match $FILTER}"
swift test --skip-build --disable-xctest ${FILTER:+--filter "$FILTER"}
