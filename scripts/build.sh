#!/usr/bin/env bash
# Builds the release programs and leaves them in bin/.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh

say "building bin/daftar and bin/daftar-verify (about ten minutes the first time, seconds after)"
for program in daftar daftar-verify; do
    swift build --configuration release --product "$program"
done
built=$(swift build --configuration release --show-bin-path)
mkdir -p bin
for program in daftar daftar-verify; do
    # A running demo keeps its program: the new one is put beside it and takes its name.
    cp "$built/$program" "bin/.$program.new"
    mv "bin/.$program.new" "bin/$program"
done
# Resources of the targets (pages, messages) are looked for beside the program.
find "$built" -maxdepth 1 -name 'daftar_*.resources' -exec cp -R {} bin/ \;
