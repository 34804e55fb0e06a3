#!/usr/bin/env bash
# The tests that take long: the same suites as make test, with DAFTAR_SOAK=1 asking for their full
# length (a node killed fifty times instead of five).
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

say "building the tests"
swift build --build-tests
say "running the long tests"
DAFTAR_SOAK=1 swift test --skip-build --disable-xctest --filter Soak
