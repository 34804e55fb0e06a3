# Sourced by the other scripts: how they speak.
# shellcheck shell=bash

say() { printf '==> %s\n' "$*"; }

# Prints its arguments, one a line, to standard error and ends the script.
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ "$#" -eq 0 ] || printf '       %s\n' "$@" >&2
    exit 1
}
