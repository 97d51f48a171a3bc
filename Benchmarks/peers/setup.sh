#!/bin/sh
# Makes the Python environment that the scripts beside this one run in.
#
#     Benchmarks/peers/setup.sh                  # in Benchmarks/peers/.venv
#     VENV=/somewhere Benchmarks/peers/setup.sh  # or elsewhere
#
# Then: Benchmarks/peers/.venv/bin/python Benchmarks/peers/train.py
set -eu
here=$(cd "$(dirname "$0")" && pwd)
venv=${VENV:-$here/.venv}
wanted=$here/requirements.txt

if ! cmp -s "$wanted" "$venv/requirements.txt"; then
  python3 -m venv "$venv" || {
    echo "setup.sh: Python 3.11 or later with venv is needed (Debian: apt install python3-venv)" >&2
    exit 1
  }
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
  cp "$wanted" "$venv/requirements.txt"
fi
echo "$venv/bin/python"
