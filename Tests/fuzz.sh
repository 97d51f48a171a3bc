#!/bin/sh
# Fuzzes each entry point of CLontar.h under the address and undefined-behaviour sanitizers.
#
#     Tests/fuzz.sh [SECONDS [TARGET …]]      60 seconds for each of all targets, two at a time
#     Tests/fuzz.sh 3600 all                  the whole normaliser in one target, for long runs
#
# FUZZ_SEED=1 begins the same walk every time, so that what continuous integration finds can be found
# again; without it each run is another. The corpus in Tests/Fuzz/corpus is read, and what is new goes to
# .build/fuzz/corpus, where the next run finds it. `MERGE=1` instead brings what adds to the corpus into
# the repository. Needs a clang with libFuzzer: Swift's has it, and Debian's clang does with
# libclang-rt-14-dev.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/.build/fuzz
mkdir -p "$work"
seconds=${1:-60}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- validation normalize check stable_prefix stream_safe normalization \
  edits_of_icu breaks masks pattern legacy zawgyi mojibake evidence rule_scan sha256

swift_bin=$(dirname "$(readlink -f "$(command -v swift || echo /nowhere)")")
for CC in ${CC:-} "$swift_bin/clang" clang clang-14; do
  echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' |
    "$CC" -x c -fsanitize=fuzzer,address,undefined - -o "$work/probe" 2>/dev/null && break
  CC=
done
[ -n "$CC" ] || {
  echo "fuzz: no clang with libFuzzer here (Debian: apt-get install clang libclang-rt-14-dev)" >&2
  exit 1
}

sanitizers="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
flags="-g -O1 -I $root/Sources/CLontar/include -I $root/Sources/CLontar $sanitizers"
linker=
[ -x "$(dirname "$CC")/ld.lld" ] && linker=-fuse-ld=lld
objects=
for source in "$root"/Sources/CLontar/*.c "$root"/Sources/CLontar/*.cpp \
  "$root"/Tests/CLontarSanitizers/check_*.c; do
  object=$work/$(basename "$source").o
  objects="$objects $object"
  case $source in
    *.cpp) "$CC" -x c++ -std=c++17 $flags $(pkg-config --cflags icu-i18n) -c "$source" -o "$object" ;;
    *) "$CC" -std=c11 $flags $(pkg-config --cflags icu-i18n) -c "$source" -o "$object" ;;
  esac
done
for target; do
  call=check_$target
  case $target in
    breaks | legacy) call=check_${target}_seeded ;;
    normalize | stable_prefix) call=check_${target}_once ;;
    all) call=check_all ;;
  esac
  "$CC" -std=c11 $flags -DTARGET="$call" -c "$root/Tests/Fuzz/fuzz.c" -o "$work/$target.o"
  "$CC" $linker -fsanitize=fuzzer,address,undefined "$work/$target.o" $objects \
    $(pkg-config --libs icu-i18n) -lutf8proc -lstdc++ -o "$work/$target"
done

kept=$root/Tests/Fuzz/corpus
fuzz() {
  found=$work/corpus/$1
  mkdir -p "$found"
  # Long enough for the vectorised scans, which want 128 bytes.
  "$work/$1" -max_total_time="$seconds" -seed="${FUZZ_SEED:-0}" -max_len=400 -timeout=120 -rss_limit_mb=4096 \
    -artifact_prefix="$work/$1-" -print_final_stats=1 "$found" "$kept" >"$work/$1.log" 2>&1 || {
    tail -n 40 "$work/$1.log" >&2
    echo "fuzz: $1 failed" >&2
    return 1
  }
  echo "$1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$1.log") texts"
}

if [ -n "${MERGE:-}" ]; then
  for target; do
    mkdir -p "$work/corpus/$target"
    "$work/$target" -merge=1 -max_len=400 "$kept" "$work/corpus/$target" 2>&1 | tail -n 1
  done
  exit
fi
# Two at a time.
while [ $# -gt 0 ]; do
  fuzz "$1" &
  first=$!
  shift
  second=
  if [ $# -gt 0 ]; then
    fuzz "$1" &
    second=$!
    shift
  fi
  wait $first
  [ -z "$second" ] || wait $second
done
