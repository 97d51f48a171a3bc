#!/bin/sh
# Compiles the normaliser for 64-bit ARM and runs it in QEMU: Unicode's conformance file whole, in two pieces
# cut at every byte, and within plain text; and seeded strings, of which all that comes out must be what
# comes out here, with and without vector instructions. The scan for what rules may want to change must find
# with them what it finds without. `neon.sh [STRINGS]`.
set -eu
cd "$(dirname "$0")/.."
strings=${1:-4000}
for tool in aarch64-linux-gnu-gcc qemu-aarch64; do
  command -v $tool >/dev/null || {
    echo "neon: no $tool here (Debian: gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user)" >&2
    exit 1
  }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

core=Sources/CLontar
sources="Tests/Core/golden.c $core/simd.c $core/utf8_validate.c $core/sha256.c $core/memory.c"
sources="$sources $core/rules_scan.c Tests/CLontarSanitizers/check_rules.c"
for source in $core/normalize*.c; do sources="$sources $source"; done
flags="-std=c11 -O2 -Wall -Wextra -Werror -I$core/include"
${CC:-cc} $flags $sources -o "$work/here"
aarch64-linux-gnu-gcc $flags -static $sources -o "$work/arm"

set -- "$strings"
if [ -e /usr/share/unicode/NormalizationTest.txt.bz2 ]; then
  bzip2 -dc /usr/share/unicode/NormalizationTest.txt.bz2 >"$work/NormalizationTest.txt"
  set -- "$strings" "$work/NormalizationTest.txt"
fi
qemu-aarch64 "$work/arm" "$@" >"$work/arm.txt" 2>"$work/arm.log" &
arm=$!
echo "here:"
"$work/here" "$@" >"$work/here.txt"
wait $arm || {
  cat "$work/arm.txt" "$work/arm.log" >&2
  exit 1
}
echo "on ARM:"
cat "$work/arm.log"
[ "$(sort -u "$work/here.txt" "$work/arm.txt" | wc -l)" -eq 1 ] || {
  echo "neon: what comes out is not the same (scalar and vectors here, scalar and NEON on ARM):" >&2
  cat "$work/here.txt" "$work/arm.txt" >&2
  exit 1
}
echo "neon: the same output here and on ARM, with and without vector instructions"
