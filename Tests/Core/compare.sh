#!/bin/sh
# Compares the normaliser with ICU and utf8proc under sanitizers, at every level of vector
# instructions that this machine has.
#
#     Tests/Core/compare.sh [STRINGS [SEED]]
#
# Needs clang++, libicu-dev and libutf8proc-dev; the conformance file comes from unicode-data.
set -eu
cd "$(dirname "$0")/../.."
strings=${1:-20000} seed=${2:-1}
flags=${CFLAGS:--O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

core=Sources/CLontar
for file in normalize normalize_cluster normalize_tables normalize_avx2 normalize_neon simd \
  utf8_validate utf8proc_normalize; do
  clang -std=c11 -Wall -Wextra $flags -I$core/include -c $core/$file.c -o "$work/$file.o"
done
clang++ -std=c++17 -Wall -Wextra $flags -I$core/include \
  $core/icu_normalize.cpp Tests/Core/compare.cpp "$work"/*.o -o "$work/compare" \
  $(pkg-config --cflags --libs icu-uc) -lutf8proc

conformance=/usr/share/unicode/NormalizationTest.txt.bz2
if [ -e $conformance ]; then bzip2 -dc $conformance > "$work/NormalizationTest.txt"; fi
for level in best scalar; do
  echo "$level:"
  LONTAR_SIMD=$level "$work/compare" "$strings" "$seed" \
    $([ -e $conformance ] && echo "$work/NormalizationTest.txt")
done
