#!/bin/sh
# Writes the texts of the comparison to a folder: `texts.sh DIR`. Two to four megabytes of real text of each
# language from ../shared/data/text where that stands beside the package; where it does not, or has
# too little, from Corpora/, repeated, and then the name says so.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
target=$1
mkdir -p "$target"
for language in id ms tl en vi th km my; do
  file=$root/../shared/data/text/$language.txt.zst
  if [ -e "$file" ]; then zstd -dcq "$file" | head -c 4000000 | sed '$d' >"$target/$language.txt"; fi
done
for language in id ms fil en vi th km lo my; do
  name=$language
  [ "$language" = fil ] && name=tl
  if [ -e "$target/$name.txt" ]; then continue; fi
  some=$(cat "$root"/Corpora/*/"$language.txt")
  bytes=$(printf '%s\n' "$some" | wc -c)
  i=0
  while [ $((i * bytes)) -lt 2000000 ]; do
    printf '%s\n' "$some"
    i=$((i + 1))
  done >"$target/$name-repeated.txt"
done
