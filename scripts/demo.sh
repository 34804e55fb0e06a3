#!/usr/bin/env bash
# Runs the demo of bin/daftar in .demo/: in the foreground until Ctrl-C, or with DETACH=1 until ready.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
source scripts/demo-processes.sh

url=http://127.0.0.1:8480

show_ready() {
    local label
    label=$(sed -n 's/^DAFTAR_LABEL=//p' .demo/demo.env)
    echo "Daftar demo is ready"
    echo "  label   $label"
    echo "  status  $url/ledger/v1/status"
    echo "  tokens  .demo/demo.env"
}

is_ready() {
    [ -s .demo/demo.env ] && curl -fs -m 2 -o /dev/null "$url/health/ready"
}

[ -x bin/daftar ] || fail "bin/daftar is not there." "Build it first: make build"
if [ -n "$(demo_pids)" ]; then
    is_ready || fail "A demo is running but not ready." "Stop it first: make demo-stop"
    say "the demo is already running"
    show_ready
    exit 0
fi
if (exec 3<>/dev/tcp/127.0.0.1/8480) 2>/dev/null; then
    fail "Port 8480 is taken by another program." \
        "Find it with: ss -ltnp 'sport = :8480'   and stop it, then run make demo again."
fi

say "starting the demo in .demo/ (four validators; the first serves on 127.0.0.1:8480) and loading the sample season"
if [ -n "${DETACH:-}" ]; then
    bin/daftar network demo --home .demo --detach
    for _ in $(seq 60); do
        if is_ready; then exit 0; fi
        [ -n "$(demo_pids)" ] || fail "The demo's nodes have stopped." "Their logs are in .demo/node-*/"
        sleep 1
    done
    fail "The demo has started but $url/health/ready does not say that it is ready."
else
    exec bin/daftar network demo --home .demo
fi
