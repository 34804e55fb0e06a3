#!/usr/bin/env bash
# Feeds the corpus and seeded mutations of it to every decoder. SEED=n repeats a run.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

say "building the tests"
swift build --build-tests
# A crash must end the run at once; the backtracer can hang on to it.
export SWIFT_BACKTRACE=enable=no
say "running the fuzz tests at full length"
DAFTAR_FUZZ=1 DAFTAR_SEED="${SEED:-}" swift test --skip-build --disable-xctest --filter Fuzz
