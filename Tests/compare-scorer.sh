#!/bin/sh
# Compares `lontar evaluate segmentation` with the reference scorer, a Python program, over gold files.
# usage: Tests/compare-scorer.sh SCORE.PY LANG GOLD...
set -eu
scorer=$1 lang=$2
shift 2
lontar=${LONTAR:-.build/release/lontar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for gold; do
  # The gold text joined, and cut again.
  sed 's/|//g; s/\\p/|/g; s/\\\\/\\/g' "$gold" | "$lontar" segment --quiet --lang "$lang" >"$work/cut"
  "$lontar" evaluate segmentation "$gold" "$work/cut" --lang "$lang" --vocabulary "$gold" \
    --samples 1000 --json >"$work/ours"
  python3 "$scorer" --lang "$lang" --vocab "$gold" --ci 1000 --json "$gold" "$work/cut" >"$work/theirs"
  python3 - "$gold" "$work/ours" "$work/theirs" <<'EOF'
import json, sys
ours, theirs = (json.load(open(name)) for name in sys.argv[2:])
pairs = [
    (ours["words"]["f1"], theirs["wordF1"]), (ours["words"]["recall"], theirs["wordR"]),
    (ours["boundaries"]["f1"], theirs["boundF1"]), (ours["script"]["f1"], theirs["scriptF1"]),
    (ours["interval"][0], theirs["ci95"][0]), (ours["interval"][1], theirs["ci95"][1]),
    (ours["perfect"], round(theirs["sent"] * theirs["sentences"])),
    (ours["changed"], theirs["changed"]), (ours["composed"], theirs["nfc"]),
    (ours["knownWords"]["correct"] / ours["knownWords"]["gold"], theirs["R_iv"]),
]
bad = [pair for pair in pairs if abs(pair[0] - pair[1]) > 1e-12]
print(sys.argv[1], "differs: %s" % bad if bad else "equal, words F1 %.4f" % pairs[0][0])
sys.exit(bool(bad))
EOF
done
