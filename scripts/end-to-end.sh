# Sourced by the scripts that run the end-to-end tests.
#   To run one by hand: cd Tests && ../.venv/bin/python -m unittest -v EndToEnd.test_crash
# shellcheck shell=bash

# Runs the tests below Tests/EndToEnd whose name matches $1, or all, against the program DAFTAR_BIN.
# No match is a failure, as it is for the Swift tests.
run_end_to_end() {
    local filter=${1:-} log status=0
    say "running the end-to-end tests${filter:+ that match $filter}"
    log=$(mktemp)
    (
        cd Tests
        PYTHONDONTWRITEBYTECODE=1 ../.venv/bin/python -m unittest discover --verbose \
            --start-directory EndToEnd --top-level-directory . ${filter:+-k "$filter"} 2>&1
    ) | tee "$log" || status=$?
    if grep -q '^Ran 0 tests' "$log"; then
        echo "error: no end-to-end test matches '$filter'" >&2
        status=1
    fi
    rm -f "$log"
    return "$status"
}
