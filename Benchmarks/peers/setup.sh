#!/bin/sh
# Makes the Python environment that the scripts beside this one run in.
#
#     Benchmarks/peers/setup.sh                  # in Benchmarks/peers/.venv
#     VENV=/somewhere Benchmarks/peers/setup.sh  # or elsewhere
#
# and beside it one whose name ends in -next, for the version of tokenizers that is to come.
#
# Then: Benchmarks/peers/.venv/bin/python Benchmarks/peers/train.py
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${VENV:-$here/.venv}

make_venv() {
  cmp -s "$2" "$1/requirements.txt" && return
  python3 -m venv "$1" || {
    echo "setup.sh: Python 3.11 or later with venv is needed (Debian: apt install python3-venv)" >&2
    exit 1
  }
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$2"
  cp "$2" "$1/requirements.txt"
}

make_venv "$venv" "$here/requirements.txt"
make_venv "$venv-next" "$here/next-requirements.txt"
echo "$venv/bin/python"
