#!/bin/sh
# Compares our normaliser with ICU, utf8proc and Foundation: a table of languages, forms and engines.
#
#     Benchmarks/normalize/run.sh [--rounds N] [--form FORM|all] [FILE …]
#
# All engines run in one process, in turn, round after round, over whole texts (Foundation line by
# line), and what they write is compared byte for byte. MB/s are medians, a megabyte being 1e6 bytes of
# input; ratios are taken within a round, to ICU, with their tenth and ninetieth percentiles. Without a
# FILE all languages are run, and then long runs of combining marks.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/.build/bench-normalize
mkdir -p "$work"
core=$root/Sources/CLontar
for CC in ${CC:-} "$(dirname "$(readlink -f "$(command -v swift)")")/clang" clang; do
  command -v "$CC" >/dev/null && break
done
for source in "$core"/normalize*.c "$core"/simd.c "$core"/utf8_validate.c \
  "$core"/utf8proc_normalize.c; do
  "$CC" -std=c11 -O2 -I "$core/include" -c "$source" -o "$work/$(basename "$source").o"
done
for source in "$core/icu_normalize.cpp" "$here/normalize.cpp"; do
  "$CC" -x c++ -std=c++17 -O2 $(pkg-config --cflags icu-uc) -I "$core/include" -c "$source" \
    -o "$work/$(basename "$source").o"
done
swiftc -O -parse-as-library "$here/foundation.swift" "$work"/*.o -o "$work/normalize" \
  $(pkg-config --libs icu-uc) -lutf8proc -lstdc++

options=
while [ $# -gt 0 ]; do
  case $1 in
    --*) options="$options $1 $2" && shift 2 ;;
    *) break ;;
  esac
done
all=
if [ $# -eq 0 ]; then
  all=yes
  sh "$here/texts.sh" "$work/texts"
  # Vietnamese as it is typed on some systems, by ours, which the comparison checks.
  "$work/normalize" --write-nfd "$work"/texts/vi*.txt >"$work/texts/vi-nfd.tmp"
  mv "$work/texts/vi-nfd.tmp" "$work/texts/vi-nfd.txt"
  set --
  for name in id ms tl en vi vi-nfd th km lo my; do
    for file in "$work/texts/$name.txt" "$work/texts/$name-repeated.txt"; do
      if [ -e "$file" ]; then set -- "$@" "$file"; fi
    done
  done
fi
"$work/normalize" $options "$@"
if [ -n "$all" ]; then "$work/normalize" --worst-case; fi
