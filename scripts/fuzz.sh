#!/usr/bin/env bash
# The fuzz tests at full length: DAFTAR_FUZZ=1 asks for it, SEED=n repeats a run.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
source scripts/swift-tests.sh

# A crash must end the run at once; the backtracer can hang on to it.
export SWIFT_BACKTRACE=enable=no
export DAFTAR_FUZZ=1 DAFTAR_SEED="${SEED:-}"
run_tests Fuzz
