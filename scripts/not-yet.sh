#!/usr/bin/env bash
# Says that a target has nothing to run yet, and fails, so that no script takes it for a success.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
fail "make $1 has nothing to run yet: $2."
