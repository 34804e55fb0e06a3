# Sourced by the scripts that run tests.
# shellcheck shell=bash

# Builds the tests (debug) and runs those whose name matches $1, or all. No match is a failure:
# a suite that was renamed must not pass by not running.
run_tests() {
    local filter=${1:-} log status=0
    say "building the tests (about seven minutes the first time)"
    swift build --build-tests
    say "running the tests${filter:+ that match $filter}"
    log=$(mktemp)
    # All suites are Swift Testing; XCTest would only add a line that it ran nothing.
    swift test --skip-build --disable-xctest ${filter:+--filter "$filter"} 2>&1 \
        | tee "$log" || status=$?
    if grep -q 'Test run with 0 tests' "$log"; then
        echo "error: no test matches '$filter'" >&2
        status=1
    fi
    rm -f "$log"
    return "$status"
}
