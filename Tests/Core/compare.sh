#!/bin/sh
# Compares the normaliser with ICU, utf8proc and itself, at every level of vector instructions that this
# machine has: Unicode's conformance file whole, in two pieces cut at every byte, and in random pieces;
# every scalar alone; and seeded strings.
#
#     Tests/Core/compare.sh [STRINGS [SEED [MANY]]]
#
# STRINGS strings are looked at from all sides, and MANY more only for the normal forms of ICU. As it
# is, under the address and undefined-behaviour sanitizers; CFLAGS=-O2 is for great numbers.
set -eu
cd "$(dirname "$0")/../.."
strings=${1:-20000} seed=${2:-1} many=${3:-0}
flags=${CFLAGS:--O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all}
for CC in ${CC:-} clang gcc; do command -v "$CC" >/dev/null && break; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

core=Sources/CLontar
for source in $core/normalize*.c $core/simd.c $core/utf8_validate.c $core/stream_safe.c \
  $core/utf8proc_normalize.c; do
  $CC -std=c11 -Wall -Wextra -DLONTAR_COUNT_WORK $flags -I$core/include -c "$source" \
    -o "$work/$(basename "$source").o"
done
for source in $core/icu_normalize.cpp Tests/Core/compare.cpp; do
  $CC -std=c++17 -Wall -Wextra $flags $(pkg-config --cflags icu-uc) -I$core/include -c "$source" \
    -o "$work/$(basename "$source").o"
done
linker=
[ -x "$(dirname "$(command -v "$CC")")/ld.lld" ] && linker=-fuse-ld=lld
$CC $linker $flags "$work"/*.o -o "$work/compare" $(pkg-config --libs icu-uc) -lutf8proc -lstdc++

conformance=/usr/share/unicode/NormalizationTest.txt.bz2
if [ -e $conformance ]; then
  bzip2 -dc $conformance >"$work/NormalizationTest.txt"
else
  echo "compare: without Unicode's conformance file (Debian: apt-get install unicode-data)" >&2
fi
compare_at() {
  set -- "$1" "$strings" "$seed" "$many"
  if [ -e "$work/NormalizationTest.txt" ]; then set -- "$@" "$work/NormalizationTest.txt"; fi
  level=$1
  shift
  LONTAR_SIMD=$level "$work/compare" "$@" >"$work/$level" 2>&1
}
# Both at once.
compare_at best &
best=$!
failed=
compare_at scalar || failed=yes
wait $best || failed=yes
for level in best scalar; do
  echo "$level:"
  cat "$work/$level"
done
[ -z "$failed" ]
