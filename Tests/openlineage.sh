#!/bin/sh
# Makes a vocabulary whose lineage is kept, exports that as OpenLineage events, and validates them with
# OpenLineage's own schemas: OPENLINEAGE names a checkout of its repository, which is cloned otherwise.
set -eu
cd "$(dirname "$0")/.."
lontar=$(realpath "${LONTAR:-.build/debug/lontar}")
venv=${VENV:-.build/openlineage-venv}
spec=${OPENLINEAGE:-.build/OpenLineage}/spec
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -d "$spec" ] || git clone -q --depth 1 https://github.com/OpenLineage/OpenLineage "${spec%/spec}"
[ -x "$venv/bin/python3" ] || python3 -m venv "$venv"
"$venv/bin/python3" -c 'import jsonschema' 2>/dev/null ||
  "$venv/bin/python3" -m pip -q install jsonschema

"$lontar" normalize --quiet --lang km Corpora/parallel/km.txt -o "$work/km.txt" --lineage
"$lontar" segment --quiet --lang km "$work/km.txt" -o "$work/words.txt" --lineage
"$lontar" count --quiet "$work/km.txt" -o "$work/km.counts" --lineage
"$lontar" train --quiet --counts "$work/km.counts" --vocab-size 600 -o "$work/tokenizer.json" --lineage
"$lontar" catalogue lineage export "$work/tokenizer.json" --to openlineage > "$work/events.jsonl"
"$venv/bin/python3" Tests/openlineage.py "$spec" "$work/events.jsonl"
