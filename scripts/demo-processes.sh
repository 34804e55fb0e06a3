# Sourced by the demo's scripts: which processes are its nodes.
# shellcheck shell=bash

# Prints the ids of the demo nodes that are alive, by their pid files alone. A number that now
# belongs to another program (after a reboot) is not printed.
demo_pids() {
    local file pid
    for file in .demo/node-*/pid; do
        [ -f "$file" ] || continue
        # A node that ends takes its file away.
        pid=$({ tr -dc '0-9' <"$file"; } 2>/dev/null) || continue
        if [ -n "$pid" ] && grep -qa 'daftar' "/proc/$pid/cmdline" 2>/dev/null; then
            echo "$pid"
        fi
    done
}
