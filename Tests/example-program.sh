#!/bin/sh
# Builds a C program on the normaliser and its header alone, without Swift and ICU, and runs it.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/.build/example-program
mkdir -p "$work"
core=$root/Sources/CLontar
for compiler in ${CC:-} gcc clang; do
  command -v "$compiler" >/dev/null || continue
  "$compiler" -std=c11 -O2 -Wall -Wextra -Werror -I "$core/include" \
    "$root/Tests/ExampleProgram/normalize.c" "$core"/normalize*.c "$core"/simd.c \
    "$core"/stream_safe.c "$core"/utf8_validate.c -o "$work/normalize"
  # "Tiếng Việt" in NFD, 3,000 times, comes out as NFC.
  result=$(yes "$(printf 'Tie\314\202\314\201ng Vie\314\243\314\202t')" | head -n 3000 |
    "$work/normalize" | sort -u)
  [ "$result" = "$(printf 'Ti\341\272\277ng Vi\341\273\207t')" ] || {
    echo "example-program: $compiler: wrong output: $result" >&2
    exit 1
  }
  if printf 'a\377' | "$work/normalize" >/dev/null 2>&1; then
    echo "example-program: $compiler: ill-formed bytes went through" >&2
    exit 1
  fi
  echo "a C program on CLontar.h: $compiler, right"
done
