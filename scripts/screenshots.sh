#!/usr/bin/env bash
# Photographs the label page of the running demo in its three languages, side by side: Docs/images/label-pages.png.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

[ -s .demo/demo.env ] || fail "No demo is running." "Start one first: make demo DETACH=1"
label=$(sed -n 's/^DAFTAR_LABEL=//p' .demo/demo.env)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# photograph PICTURE WIDTH HEIGHT ADDRESS [OPTION…]
photograph() {
    local picture=$1 width=$2 height=$3 address=$4
    shift 4
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile-$RANDOM" \
        --window-size="$width,$height" --screenshot="$picture" "$@" "$address" 2>/dev/null
    [ -s "$picture" ] || fail "Chromium took no picture of $address"
}

page='<!DOCTYPE html><style>body{margin:0;display:flex;gap:8px;padding:8px;background:#d8dcd8}</style>'
for language in tg ru en; do
    say "the page in $language"
    photograph "$work/$language.png" 480 1420 "$label" --accept-lang="$language"
    page+="<img width=410 src=$language.png>"
done
echo "$page" >"$work/pages.html"

say "Docs/images/label-pages.png"
mkdir -p Docs/images
photograph Docs/images/label-pages.png 1262 1230 "file://$work/pages.html"
