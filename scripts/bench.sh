#!/usr/bin/env bash
# Measures the release build and prints each figure with the conditions it was taken under.
# --report also writes Docs/Reports/bench-DATE.md; --small takes seconds instead of minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

say "measuring bin/daftar"
cd Tests
DAFTAR_BIN=$PWD/../bin/daftar PYTHONDONTWRITEBYTECODE=1 ../.venv/bin/python -m Benchmarks "$@"
