#!/usr/bin/env bash
# Measures the release build and prints each figure with the conditions it was taken under.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

say "conditions"
printf '  commit     %s\n' "$(git describe --always --dirty 2>/dev/null || echo unknown)"
printf '  processor  %s, %s cores, load %s\n' \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
    "$(cut -d ' ' -f 1 /proc/loadavg)"
printf '  memory     %s\n' "$(awk '/MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo)"
printf '  system     %s, Swift %s\n' "$(uname -sr)" \
    "$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)"
say "bin/daftar bench"
bin/daftar bench "$@"
