#!/usr/bin/env python3
"""Writes ../byte_views.h: which byte a character looks like through a table of 256 characters.

    python3 byte_views.py            writes the tables
    python3 byte_views.py --check    fails unless the committed tables are what would be written

Bytes that stand for nothing in Windows-1252 and -1258 stay C1 controls, as browsers and many others have it: so
the view through Windows-1252 holds Latin-1's, too. The other two have Windows-1252's punctuation where they
have nothing.
"""

import pathlib

import c_tables

TARGET = pathlib.Path(__file__).resolve().parent.parent / "byte_views.h"
# Past the last scalar of any view.
END = 0x2140


def decoded(byte, encoding):
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return None


def view(encoding):
    """For each scalar below END the byte from 80 on that looks like it; 0 for none."""
    seen = [0] * END
    for byte in range(0x80, 0x100):
        scalars = [byte] if byte <= 0xA0 else []
        character = decoded(byte, encoding)
        if byte <= 0xA0:
            character = decoded(byte, "cp1252")
        if character is not None:
            scalars.append(ord(character))
        for scalar in scalars:
            seen[scalar] = byte
    return seen


def written():
    text = f"""#pragma once

// Written by generators/byte_views.py: change that, not this.

#include <stdint.h>

/// Past the last scalar that looks like a byte.
enum {{ BYTE_VIEW_END = 0x{END:X} }};

// For each 64 scalars the number of their block, and blocks of the bytes that they look like.
"""
    blocks = [[0] * 64]
    for name, encoding in [("1252", "cp1252"), ("1258", "cp1258"), ("874", "cp874")]:
        seen = view(encoding)
        index = []
        for start in range(0, END, 64):
            block = seen[start : start + 64]
            if block not in blocks:
                blocks.append(block)
            index.append(blocks.index(block))
        text += c_tables.array("uint8_t", f"byte_view_{name}", index)
    return text + c_tables.array("uint8_t", "byte_view_blocks", sum(blocks, []))


c_tables.write_or_check(TARGET, written())
