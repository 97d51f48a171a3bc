#!/bin/bash
# Pipes a gigabyte through Lontar's commands: does memory stay constant, and is the output the same
# for one job and for two?
#
#     .venv/bin/python data.py && ./stream.sh
#
# COPIES=18 says how often the 56 MB mix is repeated. Prints each process's time and peak memory as it
# ends, and the output's SHA-256; leaves with 1 when outputs differ.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
results=${PEERS_RESULTS:-$here/results}
lontar=${LONTAR:-$here/../../.build/release/lontar}
copies=${COPIES:-18}
tokenizer=${TOKENIZER:-$results/stream/o200k.json}
text=$results/text/mix.txt
thai=$results/text/th-gov.txt
[ -f "$text" ] || { text=$results/text/mix-repeated.txt; thai=$results/text/th-repeated.txt; }
[ -x "$lontar" ] || { echo "stream.sh: run make build first" >&2; exit 1; }
mkdir -p "$results/stream"

[ -f "$tokenizer" ] || "$lontar" train "$text" --vocab-size 32000 --pre-tokenizer o200k \
  -o "$tokenizer" --quiet

repeated() { # FILE COPIES
  for _ in $(seq "$2"); do cat "$1"; done
}

measured() { # COMMAND ARGUMENT…
  label=$(printf '%-9s %s' "$1" "--jobs $jobs")
  python3 "$here/measure.py" "    $label" "$lontar" "$@" --jobs "$jobs" --quiet
}

encoded() {
  repeated "$text" "$copies" | measured normalize |
    measured encode --tokenizer "$tokenizer" --format u32 | sha256sum
}

segmented() {
  repeated "$thai" "$((copies * 3))" | measured segment --lang th | sha256sum
}

different=0
for pipe in encoded segmented; do
  jobs=1
  one=$($pipe)
  jobs=2
  two=$($pipe)
  echo "$pipe, one job:  $one"
  echo "$pipe, two jobs: $two"
  [ "$one" = "$two" ] || different=1
done
exit $different
