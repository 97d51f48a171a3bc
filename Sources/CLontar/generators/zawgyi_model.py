#!/usr/bin/env python3
"""Writes ../zawgyi_model.c: how much likelier each pair of Myanmar letters is in Zawgyi than in Unicode.

    python3 zawgyi_model.py            writes the table
    python3 zawgyi_model.py --check    fails unless the committed table is what would be written

Learns from the Burmese text in Corpora/ (CC0) and from the same text in Zawgyi, which uconv makes of
it (ICU's transform "my-Zawgyi"; Debian's package icu-devtools). Shan and Karen are written with letters
whose codes Zawgyi took, so words put together by the rules of their spelling count as Unicode too.
"""

import math
import pathlib
import random
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "zawgyi_model.c"
CORPORA = HERE.parents[2] / "Corpora"

# Letters that both write alike share a class; the classes are numbered by their first letter.
SHARED = [range(0x1000, 0x1022), range(0x1040, 0x104A), range(0x104A, 0x1050), range(0x1050, 0x105A)]
CLASS = {}
for code in range(0x1000, 0x10A0):
    shared = next((r for r in SHARED if code in r), None)
    first = shared[0] if shared else code
    CLASS[code] = CLASS[first] if first in CLASS else len(set(CLASS.values())) + 1
COUNT = max(CLASS.values()) + 1  # class 0 is all else


def shan(rng):
    """A syllable of Shan: an onset, perhaps a medial, a vowel, a final with asat, a tone."""
    onset = rng.choice("ၵၶငၸသၺတထၼပၽၾမယရလဝႁဢၷၹ")
    medial = rng.choice(["", "", "", "ျ", "ြ", "ႂ"])
    kind = rng.randrange(4)
    if kind == 0:
        rest = rng.choice(["ႃ", "ိ", "ီ", "ု", "ူ", "ေ", "ႄ", "ေႃ", "ိူ", "ႆ", "ဝ်", "ႂ်", "ႅ"])
    else:
        vowel = rng.choice(["", "ၢ", "ိ", "ု", "ဵ", "ႅ", "ူ", "ွ", "ိူ"])
        rest = vowel + rng.choice("ၵင တပမၼဝယ".replace(" ", "")) + "်"
    return onset + medial + rest + rng.choice(["", "ႇ", "ႈ", "း", "ႉ", "ႊ"])


def karen(rng):
    """A syllable of S'gaw Karen: an onset, perhaps a medial, a vowel, a tone."""
    onset = rng.choice("ကခဂဃငစဆၡညတထဒနပဖဘမယရလဝသဟအဧ")
    medial = rng.choice(["", "", "", "ှ", "ၠ", "ြ", "ျ", "ွ"])
    vowel = rng.choice(["", "ါ", "ံ", "ၢ", "ု", "ူ", "့", "ဲ", "ိ", "ီ"])
    return onset + medial + vowel + rng.choice(["", "ၢ်", "ာ်", "း", "ၣ်", "ၤ"])


def texts():
    """Lines in Unicode and lines in Zawgyi."""
    burmese = []
    for folder in ("parallel", "gold", "informal"):
        burmese += (CORPORA / folder / "my.txt").read_text().splitlines()
    # One line is in Zawgyi, and says so.
    burmese = [line.replace("|", "") for line in burmese if "Zawgyi" not in line]
    run = subprocess.run(
        ["uconv", "-x", "my-Zawgyi"], input="\n".join(burmese).encode(), capture_output=True,
        check=True)
    zawgyi = run.stdout.decode().splitlines()
    rng = random.Random(1)
    minorities = [
        " ".join("".join(make(rng) for _ in range(rng.randrange(1, 4))) for _ in range(8))
        for make in (shan, karen) for _ in range(100)]
    return burmese + minorities, zawgyi


def pairs(lines):
    counts = [[0.0] * COUNT for _ in range(COUNT)]
    for line in lines:
        previous = 0
        for character in line + "\n":
            this = CLASS.get(ord(character), 0)
            if this or previous:
                counts[previous][this] += 1
            previous = this
    return counts


def log_probabilities(counts):
    """Of the second of a pair given the first; pairs not seen fall back to how common the second is."""
    total = sum(map(sum, counts))
    common = [(sum(row[j] for row in counts) + 0.5) / (total + 0.5 * COUNT) for j in range(COUNT)]
    weight = 4
    return [
        [math.log((row[j] + weight * common[j]) / (sum(row) + weight)) for j in range(COUNT)]
        for row in counts]


def written():
    unicode, zawgyi = (log_probabilities(pairs(lines)) for lines in texts())
    text = "// Written by generators/zawgyi_model.py: change that, not this.\n"
    text += '#include "zawgyi_model.h"\n\nconst uint8_t lontar_zawgyi_classes[160] = {\n'
    text += rows(CLASS[code] for code in range(0x1000, 0x10A0)) + "};\n\n"
    text += f"const int8_t lontar_zawgyi_pairs[{COUNT}][{COUNT}] = {{\n"
    for i in range(COUNT):
        values = [round(16 * (zawgyi[i][j] - unicode[i][j])) for j in range(COUNT)]
        text += "  {\n" + rows((max(-127, min(127, v)) for v in values), "    ") + "  },\n"
    return text + "};\n"


def rows(values, indent="  "):
    lines, line = [], indent[:-1]
    for value in values:
        cell = f" {value},"
        if len(line) + len(cell) > 100:
            lines.append(line)
            line = indent[:-1]
        line += cell
    return "\n".join([*lines, line]) + "\n"


def main():
    text = written()
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text() == text else f"{TARGET} is not what the generator writes")
    TARGET.write_text(text)
    header = TARGET.with_suffix(".h")
    header.write_text(f"""#pragma once

#include <stdint.h>

// The class of each letter from U+1000 to U+109F; all other characters are of class 0.
extern const uint8_t lontar_zawgyi_classes[160];

// Sixteen times the natural logarithm of how much likelier the second letter is after the first in
// Zawgyi than in Unicode.
extern const int8_t lontar_zawgyi_pairs[{COUNT}][{COUNT}];
""")


main()
