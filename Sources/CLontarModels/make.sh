#!/bin/sh
# Makes the models that are part of Lontar: sh Sources/CLontarModels/make.sh LONTAR GOLD LEXICONS
#
#   LONTAR    the command, as `make build` leaves it
#   GOLD      a folder with th/{tud_train,tud_dev,wisesight_dev}.txt and vi/{vtb_train,vtb_dev}.txt, in the
#             format of Corpora/gold, made from the treebanks and texts that NOTICE names
#   LEXICONS  a folder with th-words.txt, th-frequency.tsv, vi-words.txt, my-words.txt and lo-words.txt, which
#             NOTICE names; the last two have one word a line, and no other lines
#
# The same files give the same models. How often the text is gone through was found with the development
# sets; the models then learn from these too.
set -eu
lontar=$1 gold=$2 lexicons=$3
here=$(cd "$(dirname "$0")" && pwd)
corpora=$here/../../Corpora/gold
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The words of the first list with their counts in the second, and the frequent ones of the second.
awk -F '\t' 'NR == FNR { known[$1] = 1; next } $1 in known || $2 >= 20 { print }' \
  "$lexicons/th-words.txt" "$lexicons/th-frequency.tsv" > "$work/th-common.tsv"

# With these words, ICU's boundaries add nothing (F1 within 0.001 on both development sets), and the model
# is faster without them.
"$lontar" train-segmenter --quiet --lang th --no-icu --epochs 7 --words "$work/th-common.tsv" \
  --licence 'tud_train.txt=CC BY-SA 4.0 (UD_Thai-TUD)' \
  --licence 'tud_dev.txt=CC BY-SA 4.0 (UD_Thai-TUD)' \
  --licence 'wisesight_dev.txt=CC0-1.0 (PyThaiNLP wisesight-sentiment)' \
  --licence 'th-common.tsv=CC0-1.0 (PyThaiNLP words_th and tnc_freq)' \
  "$gold/th/tud_train.txt" "$gold/th/tud_dev.txt" "$gold/th/wisesight_dev.txt" -o "$here/th.seg"

# The treebank writes a space before every sign. In every second sentence the model learns from it as text
# is written: without the spaces before what closes and behind what opens. (On the development set, taught
# by the train part alone, F1 is then .965 as it is and .964 with all such spaces gone; else .966 and .958.)
for part in train dev; do
  sed -e 's/| |\([],.;:?!)”…%]\)/|\1/g' -e 's/|\([[(“]\)| |/|\1|/g' -e 's/^\([[(“]\)| |/\1|/' \
    -e 's/| |"| |\([^"]*\)| |"|/| |"|\1|"|/g' -e n "$gold/vi/vtb_$part.txt" > "$work/vtb_$part.txt"
done
"$lontar" train-segmenter --quiet --lang vi --epochs 8 --words "$lexicons/vi-words.txt" \
  --licence 'vtb_train.txt=CC BY-SA 4.0 (UD_Vietnamese-VTB, every second sentence with fewer spaces)' \
  --licence 'vtb_dev.txt=CC BY-SA 4.0 (UD_Vietnamese-VTB, every second sentence with fewer spaces)' \
  --licence 'vi-words.txt=Copyright Dat Quoc Nguyen, Apache-2.0 (RDRsegmenter VnVocab)' \
  "$work/vtb_train.txt" "$work/vtb_dev.txt" -o "$here/vi.seg"

# A list without words that are others with a particle, or that our text cuts more often than it has them
# whole; verbs without the endings that they are listed with: common LIST GOLD ENDINGS PARTICLES.
common() {
  LC_ALL=C awk -v "endings=$3" -v "particles=$4" '
    BEGIN {
      endings = split(endings, ending, " ")
      particles = split(particles, particle, " ")
    }
    function without(word, end) {
      rest = length(word) - length(end)
      return rest > 0 && substr(word, rest + 1) == end ? substr(word, 1, rest) : ""
    }
    NR == FNR {
      word = $0
      for (i = 1; i <= endings; i++) if (without(word, ending[i])) word = without(word, ending[i])
      if (!(word in known)) list[++words] = word
      known[word]
      next
    }
    {
      count = split($0, piece, "|")
      for (i = 1; i <= count; i++) {
        whole[joined = piece[i]]++
        for (j = i + 1; j <= i + 4 && j <= count; j++) {
          joined = joined piece[j]
          if (joined in known) cut[joined]++
        }
      }
    }
    END {
      for (i = 1; i <= words; i++) {
        word = list[i]
        isOther = cut[word] > whole[word]
        for (j = 1; j <= particles; j++) if (without(word, particle[j]) in known) isOther = 1
        if (!isOther) print word
      }
    }
  ' "$1" "$2"
}

# With these words, ICU's boundaries add .001 to the F1 in Burmese, and take a third of the speed. They also
# differ with the order of the dot below and the asat.
common "$lexicons/my-words.txt" "$corpora/my.txt" 'သည် သော' 'မှု ရေး ခြင်း ချက် သူ စွာ ခွင့် များ တို့ ရန်' \
  > "$work/my-common.txt"
"$lontar" train-segmenter --quiet --lang my --no-icu --epochs 10 --words "$work/my-common.txt" \
  --licence 'my.txt=CC0-1.0 (Lontar, Corpora/gold)' \
  --licence 'my-common.txt=Copyright LeRoy Benjamin Sharon, BSD-3-Clause (burmesedict of ICU 72)' \
  "$corpora/my.txt" -o "$here/my.seg"

# In Lao they find other words than ICU's boundaries: on the Yunshan Cup's development set F1 is .755 without
# the list, .793 with the list alone, .800 with both.
common "$lexicons/lo-words.txt" "$corpora/lo.txt" '' '' > "$work/lo-common.txt"
"$lontar" train-segmenter --quiet --lang lo --epochs 10 --words "$work/lo-common.txt" \
  --licence 'lo.txt=CC0-1.0 (Lontar, Corpora/gold)' \
  --licence 'lo-common.txt=Copyright Brian Eugene Wilson and Robert Martin Campbell, BSD-2-Clause (laodict of ICU 72)' \
  "$corpora/lo.txt" -o "$here/lo.seg"

# In Khmer they lower it, .856 to .842: the list has longer words than the gold.
"$lontar" train-segmenter --quiet --lang km --epochs 10 --licence 'km.txt=CC0-1.0 (Lontar, Corpora/gold)' \
  "$corpora/km.txt" -o "$here/km.seg"
