#!/bin/sh
# Trains models from texts that may not be used commercially, into the user's folder of models, where
# `lontar segment` finds them: sh Sources/CLontarModels/make-nc.sh LONTAR GOLD
#
#   LONTAR  the command, as `make build` leaves it
#   GOLD    a folder with km/khpos_train.txt, my/mypos1_train.txt or lo/yunshan_train.txt, in the format of
#           Corpora/gold; what is missing is left out
#
# The folder is MODELS, or else ~/.local/share/lontar/models. The models carry the licences of the texts,
# which `lontar segment --lang CODE --model-info` shows: use them as those allow.
set -eu
lontar=$1 gold=$2
folder=${MODELS:-${XDG_DATA_HOME:-$HOME/.local/share}/lontar/models}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
made=no

train() { # CODE FILE LICENCE
  [ -f "$gold/$1/$2.txt" ] || return 0
  mkdir -p "$folder"
  # Every twentieth sentence tells when to stop.
  awk 'NR % 20 != 0' "$gold/$1/$2.txt" > "$work/$2.txt"
  awk 'NR % 20 == 0' "$gold/$1/$2.txt" > "$work/$2-stop.txt"
  "$lontar" train-segmenter --quiet --lang "$1" --rows 17 "$work/$2.txt" --dev "$work/$2-stop.txt" \
    --licence "$2.txt=$3" --licence "$2-stop.txt=$3" -o "$folder/$1.seg"
  echo "$folder/$1.seg: $3"
  made=yes
}

train km khpos_train 'CC BY-NC-SA 4.0 (khPOS)'
train my mypos1_train 'CC BY-NC-SA 4.0 (myPOS)'
train lo yunshan_train 'none stated (Yunshan Cup 2020)'
[ "$made" = yes ] || { echo "make-nc.sh: no texts in $gold" >&2; exit 1; }
