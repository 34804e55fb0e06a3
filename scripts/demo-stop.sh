#!/usr/bin/env bash
# Stops the demo's nodes: asks, waits up to 20 seconds, then insists. The data in .demo/ stays.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
source scripts/demo-processes.sh

pids=$(demo_pids)
if [ -z "$pids" ]; then
    say "no demo is running"
    exit 0
fi
say "stopping the demo"
# shellcheck disable=SC2086 # one word a process
kill -TERM $pids 2>/dev/null || true
for _ in $(seq 100); do
    [ -n "$(demo_pids)" ] || break
    sleep 0.2
done
pids=$(demo_pids)
if [ -n "$pids" ]; then
    say "still running after 20 s, killing: $pids (a node recovers at its next start)"
    # shellcheck disable=SC2086
    kill -KILL $pids 2>/dev/null || true
fi
rm -f .demo/node-*/pid
