#!/usr/bin/env bash
# Builds and runs the tests. FILTER=name runs those whose name matches.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
source scripts/swift-tests.sh

if [ -n "${CI:-}" ] && [ ! -d ../shared ]; then
    fail "CI is set but ../shared is missing: the tests on real documents would not run."
fi
run_tests "${FILTER:-}"
