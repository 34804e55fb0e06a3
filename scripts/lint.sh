#!/usr/bin/env bash
# What a reviewer should not have to say: format, shell mistakes, paths of somebody's machine.
# The rules on the Swift code itself (imports, clocks, sizes) are Tests/ArchitectureTests.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

say "swift format lint --strict"
swift format lint --strict --recursive --parallel Package.swift Sources Tests

if command -v shellcheck >/dev/null; then
    say "shellcheck"
    shellcheck --external-sources --source-path=SCRIPTDIR/.. scripts/*.sh .ci/run
else
    say "shellcheck is not installed: shell scripts are checked by 'bash -n' only"
    for script in scripts/*.sh .ci/run; do bash -n "$script"; done
fi

say "paths of one machine"
# The pattern is put together so that it does not find itself.
home_like="(^|[^A-Za-z0-9._-])/(wor""k|hom""e/[a-z]+|roo""t|tmp/bash_job""s)/"
if git grep -nIE "$home_like" -- . ':!*.json' ':!*.jsonld'; then
    fail "The lines above name a path that exists on one machine only."
fi
