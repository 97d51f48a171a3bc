#!/bin/sh
# Counts a large text with and without a limit of memory, and compares the files: they must be equal.
#
#     Benchmarks/peers/memory.sh [COPIES]       copies of the mix, each with its own words (default: 36, 2 GB)
#
# A copy's words are its own, because each line of it begins with the copy's number: the table grows.
set -eu
cd "$(dirname "$0")"
copies=${1:-36}
python=$(sh ./setup.sh)
results=${PEERS_RESULTS:-$PWD/results}
lontar=${LONTAR:-$("$python" -c 'from measure import lontar; print(lontar())')}
"$python" data.py > /dev/null
text=$results/large.txt
trap 'rm -f "$text" "$results"/large.*.counts' EXIT
copy=0
while [ "$copy" -lt "$copies" ]; do
  # Letters, so that they are part of the first word.
  letters=$(printf '%s' "$copy" | tr 0-9 a-j)
  sed "s/^/$letters/; s/ / $letters/3" "$results/text/mix.txt"
  copy=$((copy + 1))
done > "$text"
ls -l "$text" | awk '{ print $5 " bytes" }'
"$python" measure.py unlimited "$lontar" count "$text" --quiet -o "$results/large.all.counts"
"$python" measure.py 256MiB "$lontar" count "$text" --memory 256MiB --quiet -o "$results/large.some.counts"
cmp "$results/large.all.counts" "$results/large.some.counts" && echo "the counts files are equal"
