#!/usr/bin/env python3
"""Times starting up: what a shell loop pays for each call, in milliseconds.

    .venv/bin/python startup.py [--rounds 50] [--tokenizer FILE]

`encode` loads a vocabulary of 32,000 entries, trained on the mix unless given, for one short line.
"""

import argparse
import pathlib
import subprocess
import sys

import data
import rivals
from measure import RESULTS, lontar, run, spread


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--tokenizer", type=pathlib.Path)
    options = parser.parse_args()
    command, folder = lontar(), RESULTS / "startup"
    folder.mkdir(parents=True, exist_ok=True)
    line, out = folder / "line.txt", folder / "out"
    line.write_text("ภาษาไทย ភាសាខ្មែរ tiếng Việt\n", encoding="utf-8")
    tokenizer = options.tokenizer or folder / "o200k.json"
    if not tokenizer.exists():
        training = [command, "train", data.mix(), "--vocab-size", "32000", "--pre-tokenizer", "o200k"]
        subprocess.run([*training, "--special", rivals.SPECIAL, "-o", tokenizer, "--quiet"], check=True)
    script = [sys.executable, rivals.__file__, "encode"]
    commands = {
        "true (the floor)": ["true"],
        "lontar --version": [command, "--version"],
        "lontar encode": [command, "encode", line, "--tokenizer", tokenizer, "-o", out, "--quiet"],
        "hf encode (Python)": [*script, "hf", tokenizer, line, out, "1", "ids"],
        "tiktoken encode (Python)": [*script, "tiktoken", tokenizer, line, out, "1", "ids"],
    }
    runs = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, words in commands.items():
            runs[name].append(run(words, stdout=subprocess.DEVNULL))
    print("| | wall ms | CPU ms |\n| --- | --- | --- |")
    for name, taken in runs.items():
        wall = spread([one.wall * 1000 for one in taken], 1)
        cpu = spread([one.cpu * 1000 for one in taken], 1)
        print(f"| {name} | {wall} | {cpu} |")


if __name__ == "__main__":
    main()
