#!/usr/bin/env python3
"""Encodes the same text with Hugging Face tokenizers, tiktoken and Lontar, in turn.

    .venv/bin/python encode.py [--rounds 3] [--jobs 1] [--file FILE] [PATTERN…]
    .venv/bin/python encode.py --rounds 0      equality alone

For each pattern Lontar trains a vocabulary on the mix, which all load (or give --tokenizer FILE).
Prints what each took; whether the ids are the same for every line of every text and for adversarial
lines; and whether decoding gives the lines back. Leaves with 1 when anything differs.
"""

import argparse
import functools
import itertools
import pathlib
import subprocess
import sys

import adversarial
import data
import rivals
from measure import RESULTS, interleave, lontar, run, show

FOLDER = RESULTS / "encode"
RIVALS = ["hf", "tiktoken"]


def environment(jobs):
    several = {"TOKENIZERS_PARALLELISM": "true", "RAYON_NUM_THREADS": str(jobs)}
    return several if jobs > 1 else {"TOKENIZERS_PARALLELISM": "false", "RAYON_NUM_THREADS": "1"}


def rival(name, tokenizer, file, out, jobs, layout):
    """The command with which a rival encodes a file in a process of its own."""
    return [sys.executable, rivals.__file__, "encode", name, tokenizer, file, out, jobs, layout]


def race(command, tokenizer, file, options):
    """Encodes with all in turn; returns whether they wrote the same ids."""
    outputs = {name: FOLDER / f"{name}.u32" for name in [*options.rivals, "lontar"]}
    cases = {
        name: functools.partial(
            run, rival(name, tokenizer, file, outputs[name], options.jobs, "u32"), environment(options.jobs)
        )
        for name in options.rivals
    }
    ours = [command, "encode", file, "--tokenizer", tokenizer, "--format", "u32", "--quiet"]
    cases["lontar"] = functools.partial(run, [*ours, "-o", outputs["lontar"], "-j", options.jobs])
    runs = interleave(cases, options.rounds)
    expected = outputs["lontar"].read_bytes()
    notes = {
        name: "same ids" if outputs[name].read_bytes() == expected else "OTHER IDS"
        for name in options.rivals
    }
    pattern = rivals.pattern_of(tokenizer)
    title = f"encode, {pattern}, {file.stat().st_size / 1e6:.1f} MB of {file.stem}"
    show(f"{title}, {options.jobs} thread{'s' * (options.jobs > 1)}", runs, notes=notes)
    return set(notes.values()) <= {"same ids"}


def first_difference(theirs, ours):
    """Where two files of lines differ first, in words, or None."""
    with open(theirs, "rb") as expected, open(ours, "rb") as found:
        for number, (one, other) in enumerate(itertools.zip_longest(expected, found), 1):
            if one != other:
                return f"line {number}: expected {shorten(one)}, Lontar gives {shorten(other)}"
    return None


def shorten(line):
    return "nothing" if line is None else repr(line[:200])


def check(command, tokenizer, name, file):
    """Compares each line's ids with Hugging Face's, then decodes ours; whether all is right."""
    theirs, ours, back = FOLDER / "hf.ids", FOLDER / "lontar.ids", FOLDER / "back.txt"
    jobs = 2
    run(rival("hf", tokenizer, file, theirs, jobs, "ids"), environment(jobs))
    run([command, "encode", file, "--tokenizer", tokenizer, "--format", "ids", "-o", ours, "--quiet"])
    run([command, "decode", ours, "--tokenizer", tokenizer, "-o", back, "--quiet"])
    found = first_difference(theirs, ours)
    lost = first_difference(file, back)
    # Packed ids are of lines with their newlines, so that the whole file comes back.
    packed = ["--tokenizer", tokenizer, "--format", "u32", "--quiet"]
    run([command, "encode", file, *packed, "-o", ours])
    run([command, "decode", ours, *packed, "-o", back])
    lost = lost or first_difference(file, back)
    print(f"{'DIFFERENT' if found else 'equal    '} ids of {name}{': ' + found if found else ''}")
    print(f"{'DIFFERENT' if lost else 'equal    '} text of {name}, decoded{': ' + lost if lost else ''}", flush=True)
    return not found and not lost


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("patterns", nargs="*", default=list(rivals.PATTERNS))
    parser.add_argument("--rounds", type=int, default=3, help="0 compares without measuring")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rivals", type=lambda names: names.split(","), default=RIVALS)
    parser.add_argument("--file", type=pathlib.Path, help="measure on this instead of the mix")
    parser.add_argument("--tokenizer", type=pathlib.Path, help="a tokenizer.json, instead of training")
    parser.add_argument("--adversarial", type=int, default=50_000, help="how many such lines")
    options = parser.parse_args()
    command = lontar()
    FOLDER.mkdir(parents=True, exist_ok=True)
    hostile = FOLDER / "adversarial.txt"
    hostile.write_bytes(b"".join(line + b"\n" for line in adversarial.lines(options.adversarial)))
    right = True
    for pattern in options.patterns if not options.tokenizer else [rivals.pattern_of(options.tokenizer)]:
        tokenizer = options.tokenizer or FOLDER / f"{pattern}.json"
        if not options.tokenizer:
            training = [command, "train", data.mix(), "--vocab-size", "32000", "--quiet"]
            training += ["--pre-tokenizer", pattern, "--special", rivals.SPECIAL, "-o", tokenizer]
            subprocess.run(training, check=True)
        if options.rounds:
            right &= race(command, tokenizer, options.file or data.mix(), options)
        for name, file in {**data.texts(), "adversarial lines": hostile}.items():
            right &= check(command, tokenizer, f"{name}, {pattern}", file)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
