#!/usr/bin/env python3
"""Writes ../character_classes.c: the class of every character, for the pre-tokenizers.

    python3 character_classes.py            writes the table
    python3 character_classes.py --check    fails unless the committed table is what would be written

Needs Debian's package unicode-data (Unicode 15.0); character-classes-16.txt beside this file brings
the categories to Unicode 16.0, which is what the engines of Hugging Face tokenizers 0.23.3 and
tiktoken 0.14.0 know.
"""

import itertools
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "character_classes.c"
UNICODE = pathlib.Path("/usr/share/unicode")

UPPER, LOWER, UNCASED, MARK, NUMBER, SPACE, LINE_END, SYMBOL = (1 << bit for bit in range(8))


def code_points(field):
    """The code points of "1C89" or "A7CB..A7CC"."""
    ends = [int(end, 16) for end in field.split("..")]
    return range(ends[0], ends[-1] + 1)


def categories():
    """The general category of every assigned code point."""
    category = {}
    first = 0
    for line in (UNICODE / "UnicodeData.txt").read_text().splitlines():
        code, name, general = line.split(";")[:3]
        last = int(code, 16)
        for point in range(first, last + 1) if name.endswith(", Last>") else [last]:
            category[point] = general
        first = last
    for line in (HERE / "character-classes-16.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        general, *fields = line.split()
        for field in fields:
            category.update((point, general) for point in code_points(field))
    return category


def white_space():
    """The code points with the property White_Space, which is what both engines call \\s."""
    found = set()
    for line in (UNICODE / "PropList.txt").read_text().splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) == 2 and fields[1].strip() == "White_Space":
            found.update(code_points(fields[0].strip()))
    return found


def class_of(point, general, spaces):
    if point in (0x0A, 0x0D):
        return SPACE | LINE_END
    if point in spaces:
        return SPACE
    if general in ("Lu", "Lt"):
        return UPPER
    if general == "Ll":
        return LOWER
    if general in ("Lm", "Lo"):
        return UNCASED
    return {"M": MARK, "N": NUMBER, "P": SYMBOL, "S": SYMBOL}.get(general[0], 0)


def items(numbers):
    """The numbers as C initialisers; a long run of one number is one of them."""
    position = 0
    for number, run in itertools.groupby(numbers):
        count = len(list(run))
        if count < 16:
            yield from [f"{number},"] * count
        else:
            yield f"[{position} ... {position + count - 1}] = {number},"
        position += count


def rows(numbers):
    """The numbers as lines of at most 100 columns."""
    line = " "
    for item in items(numbers):
        if len(line) + 1 + len(item) > 100:
            yield line
            line = " "
        line += f" {item}"
    yield line


def table():
    category, spaces = categories(), white_space()
    numbers, blocks = {}, []
    index = []
    for block in range(0x110000 >> 6):
        classes = tuple(
            class_of(point, category.get(point, "Cn"), spaces)
            for point in range(block << 6, (block + 1) << 6)
        )
        if classes not in numbers:
            numbers[classes] = len(blocks)
            blocks.append(classes)
        index.append(numbers[classes])
    assert index[:2] == [0, 1], "ASCII must be looked up without the index"
    assert 64 * len(blocks) <= 0x10000, "where a block starts must fit 16 bits"
    lines = [
        "// Written by generators/character_classes.py: change that, not this.",
        '#include "CLontar.h"',
        "",
        f"const uint16_t lontar_class_index[{len(index)}] = {{",
        *rows([64 * number for number in index]),
        "};",
        "",
        f"const uint8_t lontar_class_blocks[{64 * len(blocks)}] = {{",
        *rows([value for block in blocks for value in block]),
        "};",
    ]
    return "\n".join(lines) + "\n"


def main():
    text = table()
    if "--check" in sys.argv[1:]:
        if TARGET.read_text() != text:
            sys.exit(f"{TARGET.name} is not what {pathlib.Path(__file__).name} writes")
        print(f"{TARGET.name} is up to date")
    else:
        TARGET.write_text(text)


if __name__ == "__main__":
    main()
