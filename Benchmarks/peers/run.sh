#!/bin/sh
# Everything against the rivals, in one go: about half an hour on two cores. Needs a release build.
#
#     Benchmarks/peers/run.sh > report.md       the tables; progress goes to standard error
#     ROUNDS=1 COPIES=2 Benchmarks/peers/run.sh a shorter look
#
# Goes on after a difference, and leaves with 1 at the end if there was any.
set -u
cd "$(dirname "$0")" || exit 1
rounds=${ROUNDS:-3}
python=$(sh ./setup.sh) || exit 1
export VENV_NEXT="${VENV:-$PWD/.venv}-next"
status=0

heading() { printf '\n## %s\n\n' "$1"; }

heading "Texts"
"$python" data.py || exit 1
heading "Equality of pieces"
"$python" pretokenizers.py || status=1
heading "Equality of training: vocabularies and merges"
"$python" matrix.py || status=1
heading "Training"
"$python" train.py --rounds "$rounds" || status=1
heading "Parity-aware training"
"$python" parity.py --rounds "$rounds" || status=1
heading "Counting within a limit of memory"
./memory.sh 2>&1 || status=1
heading "Encoding, and equality of ids"
"$python" encode.py --rounds "$rounds" --jobs 1 || status=1
heading "Encoding on one core"
"$python" race.py --rounds "$rounds" o200k trained llama3 qwen roberta gemma llama2 wordpiece spm-bpe spm-unigram || status=1
heading "Equality of formats"
"$python" ranks.py || status=1
"$python" formats.py || status=1
"$python" sentencepieces.py || status=1
"$python" companions.py || status=1
heading "Packed ids as others read them, and dropout"
small=${PEERS_RESULTS:-results}/th-km.json
"${LONTAR:-../../.build/release/lontar}" train ../../Corpora/parallel/th.txt ../../Corpora/parallel/km.txt \
  --vocab-size 2000 --quiet --no-lineage -o "$small" || status=1
"$python" packed.py "$small" ../../Corpora/parallel/km.txt || status=1
"$python" dropout.py "$small" ../../Corpora/parallel/th.txt || status=1
heading "Starting up"
"$python" startup.py || status=1
heading "Streaming"
./stream.sh 2>&1 || status=1
exit $status
