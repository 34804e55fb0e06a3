#!/usr/bin/env bash
# The end-to-end tests at full length: DAFTAR_SOAK=1 makes them kill a node fifty times instead of
# five.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
source scripts/swift-tests.sh

export DAFTAR_SOAK=1
run_tests EndToEnd
