#!/usr/bin/env bash
# Photographs the label page of the running demo in its three languages into Docs/images/.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

[ -s .demo/demo.env ] || fail "No demo is running." "Start one first: make demo DETACH=1"
label=$(sed -n 's/^DAFTAR_LABEL=//p' .demo/demo.env)
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

mkdir -p Docs/images
for language in tg ru en; do
    name="label-page-$language.png"
    [ "$language" != en ] || name="label-page.png"
    say "Docs/images/$name"
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
        --user-data-dir="$profile/$language" --accept-lang="$language" \
        --window-size=480,1200 --screenshot="Docs/images/$name" "$label" 2>/dev/null
    [ -s "Docs/images/$name" ] || fail "Chromium took no picture of $label"
done
