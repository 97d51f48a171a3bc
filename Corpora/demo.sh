#!/bin/sh
# The main job on the sample corpora, step by step: raw text to token ids and back.
set -eu
cd "$(dirname "$0")/.."
lontar=.build/release/lontar
out=.build/demo
mkdir -p "$out"

# Shows a command as a user would type it, and runs it.
run() {
  printf '\n$ %s\n' "$*"
  sh -c "PATH=.build/release:\$PATH; $*"
}
bytes() { wc -c < "$1" | tr -d ' '; }

echo "== What is here =="
run "lontar --version"
run "wc -lc Corpora/parallel/*.txt Corpora/informal/*.txt"

printf '\n== 1. Normalise: one form for the same text, however it was typed ==\n'
run "lontar normalize --form nfc Corpora/parallel/*.txt Corpora/informal/*.txt -o $out/text.txt"
cat Corpora/parallel/*.txt Corpora/informal/*.txt > "$out/raw.txt"
echo "$(bytes "$out/raw.txt") bytes in, $(bytes "$out/text.txt") bytes out; lines changed:"
diff "$out/raw.txt" "$out/text.txt" | grep -c '^>' || true

printf '\n== 2. Segment: words, in scripts with and without spaces ==\n'
for path in Corpora/parallel/*.txt; do
  language=$(basename "$path" .txt)
  run "sed -n 3p $path | lontar segment --lang $language"
done

printf '\n== 3. Count and train: a vocabulary of 8,000 tokens ==\n'
run "lontar count $out/text.txt --pre-tokenizer o200k -o $out/text.counts"
run "lontar train --counts $out/text.counts --vocab-size 8000 --special '<|endoftext|>' -o $out/tokenizer.json"
echo "$(bytes "$out/text.counts") bytes of counts, $(bytes "$out/tokenizer.json") bytes of tokenizer.json"

printf '\n== 4. Encode: the same 100 sentences in each language ==\n'
run "head -n 1 Corpora/parallel/th.txt | lontar encode --tokenizer $out/tokenizer.json"
printf '\n%-10s %8s %8s %16s\n' language bytes tokens "bytes per token"
for path in Corpora/parallel/*.txt; do
  $lontar encode "$path" --tokenizer "$out/tokenizer.json" --format u32 -o "$out/ids.bin" --quiet
  size=$(bytes "$path")
  tokens=$(($(bytes "$out/ids.bin") / 4))
  printf '%-10s %8d %8d %16s\n' "$(basename "$path" .txt)" "$size" "$tokens" \
    "$(awk "BEGIN { printf \"%.2f\", $size / $tokens }")"
done

printf '\n== 5. Decode: the same bytes again ==\n'
run "lontar encode $out/text.txt --tokenizer $out/tokenizer.json --format u32 | lontar decode --tokenizer $out/tokenizer.json --format u32 | cmp - $out/text.txt && echo identical"
