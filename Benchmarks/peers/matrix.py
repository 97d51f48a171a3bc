#!/usr/bin/env python3
"""Does Lontar's trainer give Hugging Face's vocabulary and merges, whatever the text and settings?

    .venv/bin/python matrix.py [NAME…]      only the cases whose name holds one of these

Trains small texts with both, and again with Lontar on the counts of two halves, which must give the
same file. Prints a line for each case, and leaves with 1 when any differs.
"""

import pathlib
import random
import subprocess
import sys
import time

import data
import rivals
from measure import RESULTS, lontar
from train import difference

FOLDER = RESULTS / "matrix"
GRAMMARS = list(rivals.PATTERNS)
EVERY_PAIR = 1_000_000


def code():
    """English code: these scripts."""
    return b"".join(path.read_bytes() for path in sorted(pathlib.Path(__file__).parent.glob("*.py")))


def random_text(count):
    """Characters from all of Unicode, most of them of one or two bytes."""
    generator = random.Random(1)
    highest = [0x80, 0x80, 0x800, 0x10000, 0x110000]
    drawn = (generator.randrange(generator.choice(highest)) for _ in range(count))
    return "".join(chr(one) for one in drawn if not 0xD800 <= one < 0xE000).encode()


def inputs():
    """The texts by name, each some hundred kilobytes at most."""
    letters = random.Random(2)
    whole = {name: path.read_bytes() for name, path in data.texts().items()}
    found = {name: cut(content, 100_000) for name, content in whole.items()}
    found["mix"] = b"".join(cut(content, 40_000) for content in whole.values())
    found["code"] = code()
    found["one character"] = b"a" * 5000 + b"\n" + "ก".encode() * 5000 + b"\n" + b" " * 777
    found["two letters"] = "".join(letters.choices("ab", k=20_000)).encode()
    found["random"] = random_text(40_000)
    found["one line"] = found["mix"].replace(b"\n", b" ")
    found["no final newline"] = found["mix"].rstrip(b"\n")
    found["crlf"] = found["mix"].replace(b"\n", b"\r\n")
    found["blank lines"] = found["mix"].replace(b"\n", b"\n\n \n\t\n")
    found["nul"] = found["mix"].replace(b"e", b"\0")
    found["empty"] = b""
    found["specials"] = found["mix"].replace(b" ", b"<|endoftext|>", 500).replace(b"a", b"<s>", 500)
    return found


def cut(content, size):
    """About `size` bytes from the middle, in whole lines."""
    start = content.find(b"\n", max(0, len(content) // 2 - size)) + 1
    return content[start : content.find(b"\n", start + size - 1) + 1 or len(content)]


def cases(texts):
    """Each case: text, pattern, vocabulary size, special tokens, minimum frequency."""
    none, one = [], [rivals.SPECIAL]
    for number, name in enumerate(texts):
        yield name, GRAMMARS[number % 3], 1500, one, 0
        yield name, GRAMMARS[(number + 1) % 3], 700, none, 2
    for grammar in GRAMMARS:
        for size in (256, 257, 258, 300, 1000, 3000, 8000, 30000):
            yield "mix", grammar, size, none, 0
        for minimum in (2, 3, 10):
            yield "mix", grammar, 8000, one, minimum
        for name in ("one character", "two letters", "random", "code"):
            yield name, grammar, EVERY_PAIR, none, 0
        yield "random", grammar, EVERY_PAIR, none, 3
        # Special tokens that are text, that are a character, and that are what a merge would make.
        yield "specials", grammar, 2000, [rivals.SPECIAL, "<s>", "<unk>"], 0
        yield "mix", grammar, 2000, ["a", "the", "Ġthe", "àª", "ไทย", "a", "in"], 0


def compare(command, text, grammar, size, specials, minimum):
    """Trains with both, and with ours by way of counts; the first difference in words, or None."""
    file, ours, theirs, counted = (FOLDER / name for name in ("text.txt", "ours.json", "hf.json", "counted.json"))
    file.write_bytes(text)
    rivals.trained(grammar, [file], size, specials, minimum).save(str(theirs))
    settings = ["--vocab-size", str(size), "--min-frequency", str(minimum), "--quiet"]
    settings += [word for special in specials for word in ("--special", special)]
    cutting = ["--pre-tokenizer", grammar]
    failure = failed([command, "train", file, *cutting, *settings, "-o", ours])
    # The later half first: the order in which counts are added up must not matter.
    middle = text.find(b"\n", len(text) // 2) + 1 or len(text)
    halves = {"later": text[middle:], "earlier": text[:middle]}
    parts = [FOLDER / f"{name}.counts" for name in halves]
    for part, half in zip(parts, halves.values()):
        file.write_bytes(half)
        failure = failure or failed([command, "count", file, *cutting, "-o", part, "--quiet"])
    failure = failure or failed([command, "train", "--counts", *parts, *settings, "-o", counted])
    if failure:
        return failure
    found = difference(theirs, ours)
    if not found and ours.read_bytes() != counted.read_bytes():
        return "training on counts gives another file"
    return found


def failed(arguments):
    """Runs Lontar; what went wrong in words, or None."""
    ended = subprocess.run(arguments, capture_output=True, text=True)
    if ended.returncode == 0:
        return None
    return f"lontar {arguments[1]} failed with {ended.returncode}: {ended.stderr.strip()}"


def main():
    command, texts, start = lontar(), inputs(), time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    done = different = 0
    for name, grammar, size, specials, minimum in cases(texts):
        shown = "all" if size == EVERY_PAIR else size
        label = f"{name}, {grammar}, {shown} entries, {len(specials)} special, at least {minimum}"
        if sys.argv[1:] and not any(wanted in label for wanted in sys.argv[1:]):
            continue
        found = compare(command, texts[name], grammar, size, specials, minimum)
        print(f"{'equal    ' if found is None else 'DIFFERENT'} {label}{': ' + found if found else ''}", flush=True)
        done += 1
        different += found is not None
    seconds = time.monotonic() - start
    print(f"{done - different} of {done} equal to Hugging Face tokenizers, in {seconds:.0f} s")
    sys.exit(1 if different or not done else 0)


if __name__ == "__main__":
    main()
