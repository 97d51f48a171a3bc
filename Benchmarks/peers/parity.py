#!/usr/bin/env python3
"""Trains one vocabulary for eight languages with Hugging Face's ParityBpeTrainer and with Lontar, in turn.

    .venv/bin/python parity.py [--rounds 3] [--variant base|window|hybrid] [--merges 31744]

Every tenth line of a language is its development text. Prints what each took, and whether the merges
are equal; leaves with 1 when they are not.
"""

import argparse
import functools
import pathlib
import subprocess
import sys

import data
import rivals
from measure import RESULTS, interleave, lontar, run, show
from train import difference

FOLDER = RESULTS / "parity"


def parts():
    """Each language's training and development file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = {}
    for name, path in data.texts().items():
        if name == "th-gov":
            continue
        lines = path.read_bytes().replace(b"\r", b"").splitlines(keepends=True)
        made[name] = (FOLDER / f"{name}.train.txt", FOLDER / f"{name}.dev.txt")
        made[name][0].write_bytes(b"".join(line for place, line in enumerate(lines) if place % 10))
        made[name][1].write_bytes(b"".join(lines[::10]))
    return made


def theirs(variant, merges, out, files):
    """Hugging Face's trainer, in a process of its own; `files` are pairs, training then development."""
    from tokenizers import pre_tokenizers, trainers

    tokenizer = rivals.untrained("o200k")
    trainer = trainers.ParityBpeTrainer(
        num_merges=merges,
        variant="window" if variant == "window" else "base",
        global_merges=merges // 2 if variant == "hybrid" else 0,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )

    def lines(path):
        with open(path, encoding="utf-8", newline="\n") as file:
            return list(file)

    trainer.train_from_iterator(
        tokenizer,
        train_iterators=[lines(path) for path in files[::2]],
        dev_iterators=[lines(path) for path in files[1::2]],
    )
    tokenizer.save(str(out))


def main():
    if sys.argv[1:2] == ["theirs"]:
        return theirs(sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5:])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--variant", default="base", choices=["base", "window", "hybrid"])
    parser.add_argument("--merges", type=int, default=31744)
    options = parser.parse_args()
    command, made = lontar(), parts()
    outputs = {"hf": FOLDER / "hf.json", "lontar": FOLDER / "lontar.json"}
    rival = [sys.executable, __file__, "theirs", options.variant, str(options.merges), outputs["hf"]]
    rival += [file for pair in made.values() for file in pair]
    ours = [command, "train", "--pre-tokenizer", "o200k", "--parity", options.variant, "--quiet"]
    ours += ["--vocab-size", str(256 + options.merges), "-o", outputs["lontar"]]
    ours += ["--global-merges", str(options.merges // 2)] if options.variant == "hybrid" else []
    for name, (training, development) in made.items():
        ours += ["--language", f"{name}={training}", "--dev", f"{name}={development}"]
    cases = {
        "hf": functools.partial(run, rival, {"TOKENIZERS_PARALLELISM": "true"}, subprocess.DEVNULL),
        "lontar": functools.partial(run, ours),
    }
    runs = interleave(cases, options.rounds)
    found = difference(*outputs.values())
    notes = {"lontar": found or "merges equal to hf"}
    show(f"parity {options.variant}, {options.merges} merges, {len(made)} languages", runs, notes=notes)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
