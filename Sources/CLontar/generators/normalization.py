#!/usr/bin/env python3
"""Writes the normalisation tables of CLontar from the Unicode Character Database.

    normalization.py              writes ../normalize_tables.h and ../normalize_tables.c
    normalization.py --check      fails if they differ from what would be written
    normalization.py --ucd DIR    reads another copy of the database (default /usr/share/unicode)

The database must be of the version below, so that the same files come out byte for byte anywhere.
What the tables mean is told in the header that this script writes.
"""

import argparse
import pathlib
import sys

from normalization_scan import scan_tables

VERSION = "15.0.0"
HANGUL = range(0xAC00, 0xAC00 + 11172)

# NFKC that is safe for Thai and Lao keeps these four characters, which NFKC takes apart, and puts
# the first two together from these signs and the vowel after them.
SAFE_MAP, SAFE, NIGGAHITA = 3, (0x0E33, 0x0EB3, 0x0EDC, 0x0EDD), (0x0E4D, 0x0ECD)

# Values of the tries. These names also go into the header.
COLUMNS = 0x100  # first value of the characters that compose with the one before
VOWEL_COLUMN, TRAILING_COLUMN = 0x3F, 0x40  # jamo, after the 63 columns of the pair table
HANGUL_VALUE = 0x200
NIGGAHITA_VALUE = 0x201
ENTRIES = 0x400  # first value that is an offset into the pool of decompositions


def fail(message):
    sys.exit(f"normalization.py: {message}")


class Database:
    """The properties that normalisation needs, read from the text files."""

    def __init__(self, folder):
        self.folder = folder
        self.ccc, canonical, compatible = {}, {}, {}
        for fields in self.rows("UnicodeData.txt"):
            point = int(fields[0], 16)
            if int(fields[3]):
                self.ccc[point] = int(fields[3])
            if fields[5]:
                parts = fields[5].split()
                if parts[0].startswith("<"):
                    compatible[point] = [int(x, 16) for x in parts[1:]]
                else:
                    canonical[point] = [int(x, 16) for x in parts]
        self.canonical, self.compatible = canonical, compatible

        excluded, self.casefold = set(), {}
        for fields in self.rows("DerivedNormalizationProps.txt", version=True):
            first, _, last = fields[0].partition("..")
            points = range(int(first, 16), int(last or first, 16) + 1)
            if fields[1] == "Full_Composition_Exclusion":
                excluded.update(points)
            elif fields[1] == "NFKC_CF":
                for point in points:
                    self.casefold[point] = [int(x, 16) for x in fields[2].split()]
        self.pairs = {
            tuple(parts): point
            for point, parts in canonical.items()
            if point not in excluded and len(parts) == 2
        }

    def rows(self, name, version=False):
        lines = (self.folder / name).read_text(encoding="utf-8").splitlines()
        if version and VERSION not in lines[0]:
            fail(f"{name} says {lines[0]!r}, not version {VERSION}")
        for line in lines:
            line = line.partition("#")[0]
            if line.strip():
                yield [field.strip() for field in line.split(";")]

    def order(self, points):
        """Canonical ordering: each run of non-starters is sorted by class, stably."""
        result, run = [], []
        for point in points:
            if self.ccc.get(point):
                run.append(point)
            else:
                result += sorted(run, key=self.ccc.get) + [point]
                run = []
        return result + sorted(run, key=self.ccc.get)

    def decompose(self, point, compatible):
        if point in HANGUL:
            offset = point - 0xAC00
            parts = [0x1100 + offset // 588, 0x1161 + offset % 588 // 28, 0x11A7 + offset % 28]
            return parts if offset % 28 else parts[:2]
        parts = self.canonical.get(point)
        if parts is None and compatible:
            parts = self.compatible.get(point)
        if parts is None:
            return [point]
        return self.order([x for part in parts for x in self.decompose(part, compatible)])

    def fold(self, point):
        parts = self.casefold.get(point, [point])
        return self.order([x for part in parts for x in self.decompose(part, False)])

    def compose(self, points):
        """The composition of points that are decomposed and in canonical order."""
        result, starter, last = [], None, 0
        for point in points:
            ccc = self.ccc.get(point, 0)
            if starter is not None and (last < ccc or last == 0):
                pair = self.pairs.get((result[starter], point))
                if pair is None:
                    pair = hangul_pair(result[starter], point)
                if pair is not None:
                    result[starter] = pair
                    continue
            if ccc == 0:
                starter = len(result)
            last = ccc
            result.append(point)
        return result


def hangul_pair(first, second):
    if first in range(0x1100, 0x1113) and second in range(0x1161, 0x1176):
        return 0xAC00 + (first - 0x1100) * 588 + (second - 0x1161) * 28
    if first in HANGUL and (first - 0xAC00) % 28 == 0 and second in range(0x11A8, 0x11C3):
        return first + second - 0x11A7
    return None


def utf8(points):
    return b"".join(chr(point).encode("utf-8", "surrogatepass") for point in points)


class Tables:
    """Everything that goes into the C files, as plain lists."""

    def __init__(self, database):
        self.database = database
        seconds = sorted({second for _, second in database.pairs})
        if len(seconds) != VOWEL_COLUMN:
            fail(f"{len(seconds)} characters compose backward: move the columns of the jamo")
        self.column = {point: column for column, point in enumerate(seconds)}
        for point in range(0x1161, 0x1176):
            self.column[point] = VOWEL_COLUMN
        for point in range(0x11A8, 0x11C3):
            self.column[point] = TRAILING_COLUMN
        self.column_ccc = [database.ccc.get(point, 0) for point in seconds] + [0, 0]

        maps = [
            lambda point: database.decompose(point, False),
            lambda point: database.decompose(point, True),
            database.fold,
            lambda point: [point] if point in SAFE else database.decompose(point, True),
        ]
        # A decomposition that composes back to its character comes first in the pool, so that
        # one comparison tells "in composed form and a boundary" from "has to change".
        wanted, changed = [], [{} for _ in maps]
        for index, function in enumerate(maps):
            for point in range(0x110000):
                if point in HANGUL or 0xD800 <= point < 0xE000:
                    continue
                parts = function(point)
                if parts == [point]:
                    continue
                primary = database.compose(parts) == [point]
                if primary and (database.ccc.get(parts[0]) or parts[0] in self.column):
                    fail(f"U+{point:04X} begins with a character that composes backward")
                changed[index][point] = (not primary, tuple(parts))
                wanted.append(changed[index][point])
        self.pool, offsets = bytearray(), {}
        self.primary_end = None
        for key in sorted(set(wanted)):
            if key[0] and self.primary_end is None:
                self.primary_end = ENTRIES + len(self.pool)
            offsets[key] = ENTRIES + len(self.pool)
            self.pool += self.entry(key[1])
        if ENTRIES + len(self.pool) > 0xFFFF:
            fail("the pool of decompositions is over 64 KiB")
        self.pool += bytes(16)  # room to copy an entry by whole words

        self.maps = []
        self.blocks, self.block_of = [], {}
        self.block([0] * 64)
        self.basic, self.astral = [], []
        self.high = []  # groups of 64 blocks, shared
        for index in range(len(maps)):
            values = [self.plain(point) for point in range(0x110000)]
            if index == SAFE_MAP:
                for point in NIGGAHITA:
                    values[point] = NIGGAHITA_VALUE
            for point, key in changed[index].items():
                values[point] = offsets[key]
            self.maps.append(values)
            blocks = [self.block(values[x : x + 64]) for x in range(0, 0x110000, 64)]
            self.basic += blocks[:1024]
            for x in range(1024, len(blocks), 64):
                group = blocks[x : x + 64]
                if group not in self.high:
                    self.high.append(group)
                self.astral.append(self.high.index(group))
        self.pairs()
        self.latin()

    def value(self, index, point):
        return self.maps[index][point]

    def plain(self, point):
        if point in HANGUL:
            return HANGUL_VALUE
        if point in self.column:
            return COLUMNS + self.column[point]
        return self.database.ccc.get(point, 0)

    def entry(self, parts):
        database, data = self.database, utf8(parts)
        counts = [bool(database.ccc.get(part)) for part in parts]
        flags = 0
        if parts and not counts[0]:
            flags |= 1
            if parts[0] not in self.column:
                flags |= 2
            if database.compose(parts) == list(parts):
                flags |= 4
        if len(data) > 255:
            fail("a decomposition is over 255 bytes")
        return bytes([len(data), flags]) + data

    def block(self, values):
        key = tuple(values)
        if key not in self.block_of:
            self.block_of[key] = len(self.blocks)
            self.blocks += values
        return self.block_of[key]

    def pairs(self):
        """An open hash table from (first, column of second) to the composite."""
        self.firsts = sorted({first for first, _ in self.database.pairs})
        items = []
        for (first, second), composite in sorted(self.database.pairs.items()):
            if len(utf8([composite])) > len(utf8([first, second])):
                fail(f"U+{composite:04X} is longer than its parts")
            items.append((first << 7 | self.column[second], composite))
        best = None
        for multiplier in range(0x9E3779B1, 0x9E3779B1 + 2 * 4096, 2):
            slots, longest = [0] * 2048, 0
            for key, composite in items:
                slot, steps = (key * multiplier & 0xFFFFFFFF) >> 21, 0
                while slots[slot]:
                    slot, steps = (slot + 1) & 2047, steps + 1
                slots[slot] = key << 32 | composite
                longest = max(longest, steps)
                if best is not None and longest >= best[0]:
                    break
            else:
                best = (longest, multiplier, slots)
        self.pair_multiplier, self.pair_slots = best[1], best[2]


    def latin(self):
        """Composites of an ASCII letter with one or two of the marks U+0300 to U+033F."""
        pairs = self.database.pairs
        once = {key: c for key, c in pairs.items() if 0x40 <= key[0] < 0x80 and key[1] < 0x340}
        twice = {key: c for key, c in pairs.items() if key[0] in once.values() and key[1] < 0x340}
        if any(key[0] in twice.values() for key in pairs):
            fail("a Latin letter takes three marks")
        stems = sorted({first for first, _ in twice})
        singles = stems + sorted(set(once.values()) - set(stems))
        states = [0] + singles + sorted(set(twice.values()) - set(singles))
        number = {point: state for state, point in enumerate(states)}
        marks = sorted({mark for _, mark in once} | {mark for _, mark in twice})
        if len(marks) > 31 or len(stems) > 63:
            fail("too many Latin marks or letters")
        self.latin_mark = [
            marks.index(mark) + 1 if mark in marks else 0 for mark in range(0x300, 0x340)
        ]
        padding = [0] * (31 - len(marks))
        rows = [[(letter, mark) for mark in marks] for letter in range(0x40, 0x80)]
        self.latin_first = [[0] + [number.get(once.get(x), 0) for x in row] + padding for row in rows]
        rows = [[(stem, mark) for mark in marks] for stem in stems]
        self.latin_second = [[0] * 32] + [
            [0] + [number.get(twice.get(x), 0) for x in row] + padding for row in rows
        ]
        self.latin_stem = [
            number[point] if point in stems else 0 for point in range(0xC0, 0x1C0)
        ]
        self.latin_text = [0]
        for point in states[1:]:
            data = utf8([point])
            self.latin_text.append(len(data) << 24 | int.from_bytes(data, "little"))


def array(kind, name, values, width, per_line):
    lines = [f"const {kind} {name}[{len(values)}] = {{"]
    for start in range(0, len(values), per_line):
        row = values[start : start + per_line]
        lines.append("  " + ", ".join(f"0x{value:0{width}X}" for value in row) + ",")
    return lines + ["};", ""]


def table(name, shape, rows):
    lines = [f"const uint16_t {name}{shape} = {{"]
    for row in rows:
        lines.append("  {")
        for start in range(0, len(row), 12):
            lines.append("    " + ", ".join(f"{value}" for value in row[start : start + 12]) + ",")
        lines.append("  },")
    return lines + ["};", ""]


def emit(tables):
    note = [
        f"// Written by generators/normalization.py from Unicode {VERSION}. Do not edit: change the",
        "// generator and run it again.",
        "",
    ]
    scan_declarations, scan_definitions = scan_tables(tables)
    header = note + [
        "#pragma once",
        "",
        "#include <stdint.h>",
        "",
        f'#define LONTAR_UNICODE_VERSION "{VERSION}"',
        "",
        "// A value of a trie says what a character is in one of the decompositions (canonical,",
        "// compatible, compatible with case folded, compatible but safe for Thai and Lao):",
        "//   0                    a starter that does not decompose and never composes backward",
        "//   1 ..< COLUMNS        a non-starter; the value is its combining class",
        "//   COLUMNS ..< HANGUL   composes backward; the value less COLUMNS is a column",
        "//   HANGUL               a Hangul syllable",
        "//   NIGGAHITA            safe only: U+0E4D or U+0ECD, which may join the vowel after it",
        "//   ENTRIES ..< PRIMARY_END   decomposes, and composes back to itself",
        "//   PRIMARY_END ...      decomposes into something else for good",
        "// A value from ENTRIES on, less ENTRIES, is an offset into the pool: a count of bytes, the",
        "// flags below, then the full decomposition in canonical order as UTF-8.",
        f"#define LONTAR_COLUMNS 0x{COLUMNS:X}",
        f"#define LONTAR_VOWEL_COLUMN 0x{VOWEL_COLUMN:X}",
        f"#define LONTAR_TRAILING_COLUMN 0x{TRAILING_COLUMN:X}",
        f"#define LONTAR_HANGUL 0x{HANGUL_VALUE:X}",
        f"#define LONTAR_NIGGAHITA 0x{NIGGAHITA_VALUE:X}",
        f"#define LONTAR_ENTRIES 0x{ENTRIES:X}",
        f"#define LONTAR_PRIMARY_END 0x{tables.primary_end:X}",
        "",
        "#define LONTAR_ENTRY_STARTER 1   // the first character has combining class 0",
        "#define LONTAR_ENTRY_BOUNDARY 2  // and does not compose backward",
        "#define LONTAR_ENTRY_COMPOSED 4  // and nothing in it composes",
        "",
        "// The combining class of each column.",
        f"extern const uint8_t lontar_column_class[{len(tables.column_ccc)}];",
        "",
        "// Blocks of 64 values. A block is found by the code point shifted right by six: below",
        "// U+10000 in lontar_blocks_basic, 1,024 entries a decomposition; above, lontar_groups",
        "// (256 a decomposition, by the code point shifted right by twelve, from 16) names a group",
        "// of 64 entries of lontar_blocks_high.",
        f"extern const uint16_t lontar_values[{len(tables.blocks)}];",
        f"extern const uint16_t lontar_blocks_basic[{len(tables.basic)}];",
        f"extern const uint8_t lontar_groups[{len(tables.astral)}];",
        f"extern const uint16_t lontar_blocks_high[{64 * len(tables.high)}];",
        "",
        f"extern const uint8_t lontar_pool[{len(tables.pool)}];",
        "",
        "// Composites: an open hash table of (first << 7 | column) << 32 | composite, probed from",
        "// (first << 7 | column) * multiplier >> 21 up to an empty slot.",
        f"#define LONTAR_PAIR_MULTIPLIER 0x{tables.pair_multiplier:X}u",
        "extern const uint64_t lontar_pairs[2048];",
        "",
        "// All that something composes with, in order; not Hangul.",
        f"#define LONTAR_FIRSTS {len(tables.firsts)}",
        "extern const uint32_t lontar_firsts[LONTAR_FIRSTS];",
        "",
        "// Latin letters with the marks U+0300 to U+033F, all by numbers of their own, 0 for none:",
        "// the mark; an ASCII letter from U+0040 on with a mark; a letter from U+00C0 on that takes",
        "// another mark; a letter and that mark. Last, the UTF-8 of a number, first byte lowest, with",
        "// its length in the highest byte. The letters that take another mark have the lowest numbers.",
        f"#define LONTAR_LATIN_STEMS {len(tables.latin_second) - 1}",
        "extern const uint8_t lontar_latin_mark[64];",
        "extern const uint16_t lontar_latin_first[64][32];",
        "extern const uint8_t lontar_latin_stem[256];",
        "extern const uint16_t lontar_latin_second[LONTAR_LATIN_STEMS + 1][32];",
        f"extern const uint32_t lontar_latin_text[{len(tables.latin_text)}];",
        "",
    ]
    source = note + ['#include "normalize_tables.h"', ""]
    source += array("uint8_t", "lontar_column_class", tables.column_ccc, 2, 16)
    source += array("uint16_t", "lontar_values", tables.blocks, 4, 12)
    source += array("uint16_t", "lontar_blocks_basic", tables.basic, 4, 12)
    source += array("uint8_t", "lontar_groups", tables.astral, 2, 16)
    source += array(
        "uint16_t", "lontar_blocks_high", [x for group in tables.high for x in group], 4, 12)
    source += array("uint8_t", "lontar_pool", tables.pool, 2, 16)
    source += array("uint64_t", "lontar_pairs", tables.pair_slots, 16, 4)
    source += array("uint32_t", "lontar_firsts", tables.firsts, 5, 12)
    source += array("uint8_t", "lontar_latin_mark", tables.latin_mark, 2, 16)
    source += table("lontar_latin_first", "[64][32]", tables.latin_first)
    source += array("uint8_t", "lontar_latin_stem", tables.latin_stem, 2, 16)
    source += table(
        "lontar_latin_second", "[LONTAR_LATIN_STEMS + 1][32]", tables.latin_second)
    source += array("uint32_t", "lontar_latin_text", tables.latin_text, 8, 8)
    return {
        "normalize_tables.h": "\n".join(header + scan_declarations),
        "normalize_tables.c": "\n".join(source + scan_definitions),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--ucd", type=pathlib.Path, default=pathlib.Path("/usr/share/unicode"))
    options = parser.parse_args()
    target = pathlib.Path(__file__).resolve().parent.parent
    tables = Tables(Database(options.ucd))
    for name, text in emit(tables).items():
        path = target / name
        if options.check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                fail(f"{name} is not what the database gives")
        else:
            path.write_text(text, encoding="utf-8")
    if options.check:
        print("normalization.py: the tables are what the database gives")
    else:
        sizes = {
            "values": 2 * len(tables.blocks),
            "indices": 2 * len(tables.basic) + len(tables.astral) + 128 * len(tables.high),
            "pool": len(tables.pool),
            "pairs": 8 * len(tables.pair_slots) + 4 * len(tables.firsts),
            "latin": 4096 + 320 + 64 * len(tables.latin_second) + 4 * len(tables.latin_text),
        }
        print(", ".join(f"{name} {size}" for name, size in sizes.items()), sum(sizes.values()))


if __name__ == "__main__":
    main()
