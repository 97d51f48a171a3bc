#!/usr/bin/env python3
"""Are the ids of OpenAI's vocabularies tiktoken's, on all texts and on adversarial strings?

    .venv/bin/python ranks.py [--adversarial 2000000] [cl100k_base] [o200k_base]

Texts go line by line, and again in documents of some 4 kB. Adversarial strings are those of adversarial.py, the same in
every run. Of each hundredth string bytes are broken too: tiktoken takes no such text, so decoding has to give it back.
Leaves with 1 when anything differs. Two million strings take some four minutes for each vocabulary.
"""

import argparse
import base64
import ctypes
import os
import random
import sys

import numpy
import tiktoken
import zstandard

import adversarial
import data
import race
import rivals
from measure import RESULTS

SPECIALS = {
    "cl100k_base": {
        "<|endoftext|>": 100257, "<|fim_prefix|>": 100258, "<|fim_middle|>": 100259, "<|fim_suffix|>": 100260,
        "<|endofprompt|>": 100276,
    },
    "o200k_base": {"<|endoftext|>": 199999, "<|endofprompt|>": 200018},
}


class Library:
    """Lontar's C library with one tokenizer."""

    def __init__(self, path):
        self.code = ctypes.CDLL(os.environ.get("LONTAR_LIBRARY") or race.library())
        self.code.lontar_tokenizer_open.restype = ctypes.c_void_p
        for name in ("encode", "decode"):
            getattr(self.code, f"lontar_tokenizer_{name}").restype = ctypes.c_int64
        message = ctypes.create_string_buffer(512)
        handle = self.code.lontar_tokenizer_open(str(path).encode(), message, len(message))
        if not handle:
            sys.exit(f"{path}: {message.value.decode()}")
        self.handle = ctypes.c_void_p(handle)
        self.ids = numpy.empty(1 << 20, dtype="<u4")
        self.pointer = ctypes.c_void_p(self.ids.ctypes.data)

    def encode(self, text):
        if len(text) > len(self.ids):
            self.ids = numpy.empty(len(text), dtype="<u4")
            self.pointer = ctypes.c_void_p(self.ids.ctypes.data)
        size, room = ctypes.c_size_t(len(text)), ctypes.c_size_t(len(self.ids))
        count = self.code.lontar_tokenizer_encode(self.handle, text, size, 0, self.pointer, room)
        return self.ids[:count]

    def decode(self, ids):
        ids = numpy.ascontiguousarray(ids)
        room = 256 * len(ids) + 16
        bytes_of = ctypes.create_string_buffer(room)
        pointer, size = ctypes.c_void_p(ids.ctypes.data), ctypes.c_size_t(len(ids))
        count = self.code.lontar_tokenizer_decode(self.handle, pointer, size, 0, bytes_of, ctypes.c_size_t(room))
        return bytes_of.raw[:count] if 0 <= count <= room else None


def ranks_of(file):
    return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in file.splitlines())}


def same(name, ours, theirs, texts):
    """Compares the ids of each text; prints the first that differs."""
    count = 0
    for text in texts:
        expected = theirs.encode_to_numpy(text.decode(), allowed_special="all")
        found = ours.encode(text)
        if not numpy.array_equal(expected, found):
            print(f"DIFFERENT {name}: {text[:200]!r}: expected {expected[:40]}, found {found[:40]}")
            return False
        count += 1
    print(f"equal     {name}: {count:,} texts", flush=True)
    return True


def comes_back(name, ours, texts):
    """Breaks bytes of some texts; whether decoding gives them back."""
    generator = random.Random(20250102)
    count = 0
    for text in texts:
        broken = bytearray(text[:2000] or b"x")
        for _ in range(generator.randrange(1, 4)):
            broken[generator.randrange(len(broken))] = generator.randrange(256)
        broken = bytes(broken)
        if ours.decode(ours.encode(broken).copy()) != broken:
            print(f"DIFFERENT {name}, decoded: {broken[:200]!r}")
            return False
        count += 1
    print(f"equal     {name}: {count:,} broken strings, decoded", flush=True)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(SPECIALS))
    parser.add_argument("--adversarial", type=int, default=50_000)
    options = parser.parse_args()
    folder = RESULTS / "ranks"
    folder.mkdir(parents=True, exist_ok=True)
    right = True
    for name in options.names:
        packed = data.SHARED.parent / f"vocabularies/{name}.tiktoken.zst"
        if not packed.exists():
            sys.exit(f"{name} is not here: {packed}")
        file = zstandard.decompress(packed.read_bytes(), max_output_size=1 << 26)
        path = folder / f"{name}.tiktoken"
        path.write_bytes(file)
        pattern = rivals.tiktoken_patterns()[name.removesuffix("_base")]
        theirs = tiktoken.Encoding(
            name, pat_str=pattern, mergeable_ranks=ranks_of(file), special_tokens=SPECIALS[name]
        )
        ours = Library(path)
        for text, source in data.texts().items():
            lines = source.read_bytes().splitlines(keepends=True)
            right &= same(f"{name}, lines of {text}", ours, theirs, lines)
            documents = (document.encode() for document in race.documents(source))
            right &= same(f"{name}, documents of {text}", ours, theirs, documents)
        count = options.adversarial
        right &= same(f"{name}, adversarial strings", ours, theirs, adversarial.lines(count))
        right &= comes_back(name, ours, adversarial.lines(max(100, count // 100)))
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
