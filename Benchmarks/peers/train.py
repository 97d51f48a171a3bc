#!/usr/bin/env python3
"""Trains the same file with Hugging Face tokenizers, rustbpe, SentencePiece and Lontar, in turn.

    .venv/bin/python train.py [--rounds 3] [--rivals hf,rustbpe] [--file FILE] [PATTERN…]

Each training is a process of its own. Prints what each took and its ratio to Lontar, and whether
Lontar's vocabulary and merges are Hugging Face's, entry by entry; leaves with 1 when they are not.
"""

import argparse
import functools
import json
import pathlib
import subprocess
import sys

import data
import rivals
from measure import RESULTS, interleave, lontar, run, show

# Each rival, and in what its work is not the same.
RIVALS = {
    "hf": "",
    "rustbpe": "ties broken by bytes; no special tokens",
    "sentencepiece": "merges characters, in pieces of its own",
    "gigatoken": "reads the file as one text",
}
PARALLEL = {"TOKENIZERS_PARALLELISM": "true"}


def vocabulary(path):
    """The tokens with their ids, and the merges in order, of a tokenizer.json."""
    content = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    merges = [tuple(m) if isinstance(m, list) else tuple(m.split(" ")) for m in content["model"]["merges"]]
    added = {token["content"]: token["id"] for token in content["added_tokens"]}
    return content["model"]["vocab"] | added, merges


def difference(theirs, ours):
    """The first difference between two tokenizer.json files in words, or None."""
    their_tokens, their_merges = vocabulary(theirs)
    our_tokens, our_merges = vocabulary(ours)
    for rank, (their, our) in enumerate(zip(their_merges, our_merges)):
        if their != our:
            return f"merge {rank} is {our}, Hugging Face's is {their}"
    if len(their_merges) != len(our_merges):
        return f"{len(our_merges)} merges, Hugging Face has {len(their_merges)}"
    for token in their_tokens.keys() | our_tokens.keys():
        if their_tokens.get(token) != our_tokens.get(token):
            their, our = their_tokens.get(token), our_tokens.get(token)
            return f"token {token!r} has id {our}, Hugging Face's is {their}"
    return None


def compare(pattern, file, options, command):
    """Trains with all, shows the table, and returns whether Lontar equals Hugging Face."""
    folder = RESULTS / "train"
    folder.mkdir(parents=True, exist_ok=True)
    size = str(options.vocab_size)
    cases, outputs = {}, {}
    for name in options.rivals:
        if name == "gigatoken" and pattern != "gpt2":
            continue
        outputs[name] = folder / f"{name}-{pattern}.json"
        rival = [sys.executable, rivals.__file__, "train", name, pattern, size, file, outputs[name]]
        cases[name] = functools.partial(run, rival, PARALLEL, subprocess.DEVNULL)
    outputs["lontar"] = folder / f"lontar-{pattern}.json"
    ours = [command, "train", file, "--vocab-size", size, "--pre-tokenizer", pattern]
    ours += ["--special", rivals.SPECIAL, "-o", outputs["lontar"], "--quiet"]
    cases["lontar"] = functools.partial(run, ours)
    runs = interleave(cases, options.rounds)
    found = difference(outputs["hf"], outputs["lontar"]) if "hf" in outputs else None
    equal = "not compared" if "hf" not in outputs else found or "vocabulary and merges equal to hf"
    show(f"train, {pattern}, {size} entries, {file.name}", runs, notes=RIVALS | {"lontar": equal})
    return found is None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("patterns", nargs="*", default=list(rivals.PATTERNS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--vocab-size", type=int, default=32000)
    parser.add_argument("--rivals", type=lambda names: names.split(","), default=list(RIVALS))
    parser.add_argument("--file", type=pathlib.Path, help="train on this instead of the mix")
    options = parser.parse_args()
    command = lontar()
    file = options.file or data.mix()
    equal = [compare(pattern, file, options, command) for pattern in options.patterns]
    sys.exit(0 if all(equal) else 1)


if __name__ == "__main__":
    main()
