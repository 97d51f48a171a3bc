#!/bin/sh
# Builds the C core with a driver under the address and undefined-behaviour sanitizers and feeds it
# seeded bytes; and compiles its header by itself as C11 and C++17. `sanitize.sh [ROUNDS [SEED]]`.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/.build/sanitize
mkdir -p "$work"

# The Swift toolchain brings clang; gcc does as well.
swift_bin=$(dirname "$(readlink -f "$(command -v swift || echo /nowhere)")")
if [ -n "${CC:-}" ]; then
  cxx=${CXX:-$CC}
elif [ -x "$swift_bin/clang" ]; then
  CC=$swift_bin/clang
  cxx=$swift_bin/clang++
elif command -v clang >/dev/null; then
  CC=clang
  cxx=clang++
else
  CC=gcc
  cxx=g++
fi
icu_flags=$(pkg-config --cflags icu-i18n)
icu_libraries=$(pkg-config --libs icu-i18n)
warnings="-Wall -Wextra -pedantic -Werror"

for compiler in "$CC" gcc; do
  command -v "$compiler" >/dev/null || continue
  for language in "c -std=c11" "c++ -std=c++17"; do
    echo '#include "CLontar.h"' |
      $compiler -x $language $warnings -I "$root/Sources/CLontar/include" -fsyntax-only -
  done
done
echo "CLontar.h stands by itself in C11 and C++17"

sanitizers="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
flags="-g -O1 -I $root/Sources/CLontar/include -I $root/Sources/CLontar $sanitizers"
# The toolchain's default linker warns of each of the sanitizers' symbols.
linker=
[ -x "$(dirname "$CC")/ld.lld" ] && linker=-fuse-ld=lld

# Twice: as it is, and with all boundaries left to ICU.
for variant in "" -DLONTAR_WITHOUT_RULES; do
  objects=
  for source in "$root"/Sources/CLontar/*.c "$root"/Sources/CLontar/*.cpp \
    "$root"/Tests/CLontarSanitizers/*.c; do
    object=$work/$(basename "$source").o
    case $source in
      *.cpp) $cxx -std=c++17 $flags $variant $icu_flags -c "$source" -o "$object" ;;
      *) $CC -std=c11 $flags $variant $icu_flags -c "$source" -o "$object" ;;
    esac
    objects="$objects $object"
  done
  $cxx $linker $sanitizers $objects $icu_libraries -lutf8proc -o "$work/driver"
  UBSAN_OPTIONS=print_stacktrace=1 "$work/driver" "$@"
done

# The normaliser by its oracles: a little under sanitizers, and much without them.
"$root/Tests/Core/compare.sh" 2000
CFLAGS=-O2 "$root/Tests/Core/compare.sh" 20000 2 5000000

if command -v python3 >/dev/null; then
  python3 "$root/Sources/CLontar/generators/normalization.py" --check 2>/dev/null
fi
