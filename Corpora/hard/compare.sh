#!/bin/sh
# Cuts the hard sentences, and writes those that come out wrong as a page: sh compare.sh LONTAR > wrong.md
set -eu
lontar=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mark=$(printf '\001')

cat <<'EOT'
# What is still wrong

Made by `make hard`: the lines of `Corpora/hard` that `lontar segment` cuts otherwise than a reader did. A line
counts as right only if every boundary is.

EOT
for file in "$here"/*.txt; do
  code=$(basename "$file" .txt)
  # The text without its cuts.
  sed "s/|//g; s/\\\\\\\\/$mark/g; s/\\\\p/|/g; s/$mark/\\\\/g" "$file" > "$work/raw"
  "$lontar" segment --lang "$code" "$work/raw" > "$work/found"
  paste -d "$mark" "$file" "$work/found" | awk -F "$mark" -v code="$code" '
    $1 != $2 { wrong[++count] = NR; right[NR] = $1; found[NR] = $2 }
    END {
      printf "## %s: %d of %d lines right\n\n", code, NR - count, NR
      for (i = 1; i <= count; i++) {
        n = wrong[i]
        printf "%d. found `%s`\n   right `%s`\n", n, found[n], right[n]
      }
      if (count) print ""
    }'
done
