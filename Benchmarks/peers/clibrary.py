#!/usr/bin/env python3
"""Calls Lontar's C interface through ctypes, to measure it and to see that it gives the command's ids.

    .venv/bin/python clibrary.py LIBRARY TOKENIZER FILE

LIBRARY is libLontarC.so, which `swift build -c release --product LontarC` makes. Leaves with 1 when an id differs.
"""

import ctypes
import subprocess
import sys
import time

from measure import lontar


class Tokenizer:
    """A tokenizer's file, opened by the library."""

    def __init__(self, library, path):
        self.library = ctypes.CDLL(library)
        self.library.lontar_tokenizer_open.restype = ctypes.c_void_p
        self.library.lontar_tokenizer_open.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]
        self.library.lontar_tokenizer_close.argtypes = [ctypes.c_void_p]
        self.library.lontar_tokenizer_encode.restype = ctypes.c_int64
        self.library.lontar_tokenizer_encode.argtypes = [
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t
        ]
        self.library.lontar_tokenizer_count.restype = ctypes.c_int64
        self.library.lontar_tokenizer_count.argtypes = [
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int32
        ]
        self.library.lontar_tokenizer_encode_places.restype = ctypes.c_int64
        self.library.lontar_tokenizer_encode_places.argtypes = [
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p,
            ctypes.c_void_p, ctypes.c_size_t
        ]
        self.library.lontar_decoder_open.restype = ctypes.c_void_p
        self.library.lontar_decoder_open.argtypes = [ctypes.c_void_p, ctypes.c_int32, ctypes.c_int32]
        self.library.lontar_decoder_feed.restype = ctypes.c_int64
        self.library.lontar_decoder_feed.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p]
        self.library.lontar_decoder_finish.restype = ctypes.c_int64
        self.library.lontar_decoder_finish.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        self.library.lontar_decoder_close.argtypes = [ctypes.c_void_p]
        if self.library.lontar_tokenizer_abi() < 2:
            raise OSError(f"{library} is of an earlier version")
        message = ctypes.create_string_buffer(512)
        self.handle = self.library.lontar_tokenizer_open(path.encode(), message, len(message))
        if not self.handle:
            raise OSError(f"{path}: {message.value.decode()}")

    def encode(self, text, add_special=False):
        # No text has more tokens than bytes, but for marks that a model puts in front.
        room = len(text) + 16
        ids = (ctypes.c_uint32 * room)()
        count = self.library.lontar_tokenizer_encode(self.handle, text, len(text), add_special, ids, room)
        if count > room:
            ids = (ctypes.c_uint32 * count)()
            count = self.library.lontar_tokenizer_encode(self.handle, text, len(text), add_special, ids, count)
        return ids[:count]

    def count(self, text):
        return self.library.lontar_tokenizer_count(self.handle, text, len(text), False)

    def places(self, text):
        """The ids, and the bytes of the text that each stands for."""
        room = self.library.lontar_tokenizer_encode_places(self.handle, text, len(text), False, None, None, None, 0)
        ids, starts, ends = (ctypes.c_uint32 * room)(), (ctypes.c_uint64 * room)(), (ctypes.c_uint64 * room)()
        self.library.lontar_tokenizer_encode_places(self.handle, text, len(text), False, ids, starts, ends, room)
        return ids[:], list(zip(starts[:], ends[:]))

    def stream(self, ids):
        """The bytes of ids one by one, in whole characters."""
        decoder = self.library.lontar_decoder_open(self.handle, False, True)
        start = ctypes.c_void_p()
        for id in ids:
            count = self.library.lontar_decoder_feed(decoder, id, ctypes.byref(start))
            if count < 0:
                raise ValueError(f"no token has the id {id}")
            yield ctypes.string_at(start, count)
        count = self.library.lontar_decoder_finish(decoder, ctypes.byref(start))
        yield ctypes.string_at(start, count)
        self.library.lontar_decoder_close(decoder)

    def close(self):
        self.library.lontar_tokenizer_close(self.handle)
        self.handle = None


def main():
    library, path, file = sys.argv[1:]
    with open(file, "rb") as source:
        lines = source.read().split(b"\n")[:-1]
    tokenizer = Tokenizer(library, path)
    start = time.perf_counter()
    found = [tokenizer.encode(line) for line in lines]
    seconds = time.perf_counter() - start
    counted = [tokenizer.count(line) for line in lines[:1000]] == [len(ids) for ids in found[:1000]]
    placed = all(
        ids == expected and {byte for place in places for byte in range(*place)} == set(range(len(line)))
        for line, expected, (ids, places) in ((line, ids, tokenizer.places(line)) for line, ids in zip(lines[:1000], found))
    )
    streamed = all(b"".join(tokenizer.stream(ids)) == line for line, ids in zip(lines[:1000], found))
    tokenizer.close()
    size = sum(map(len, lines)) + len(lines)
    print(f"{size / seconds / 1e6:.1f} MB/s in {len(lines)} calls, {seconds / max(1, len(lines)) * 1e9:.0f} ns a call")
    command = [lontar(), "encode", file, "--tokenizer", path, "--quiet"]
    listed = subprocess.run(command, check=True, capture_output=True).stdout.split(b"\n")[:-1]
    expected = [list(map(int, line.split())) for line in listed]
    same = found == expected
    print("equal     ids of the command" if same else "DIFFERENT ids of the command")
    for name, good in [("counts", counted), ("places cover the text", placed), ("decoded one by one", streamed)]:
        print(f"{'equal    ' if good else 'DIFFERENT'} {name}")
    sys.exit(0 if same and counted and placed and streamed else 1)


if __name__ == "__main__":
    main()
