#!/usr/bin/env python3
"""Writes ../legacy_tables.c: what the bytes of the legacy encodings stand for.

    python3 legacy_encodings.py            writes the tables
    python3 legacy_encodings.py --check    fails unless the committed tables are what would be written

The single-byte tables are asked of iconv (glibc 2.36). TCVN3 is the lower-case part of TCVN 5712:1993
VN1, as the ABC fonts use it (.VnTime), with Windows-1252's punctuation below it. VNI (Windows) is a
letter and a byte for its marks, as the VNI fonts have it.
"""

import pathlib
import subprocess
import unicodedata

import c_tables

TARGET = pathlib.Path(__file__).resolve().parent.parent / "legacy_tables.c"

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
TONES = [GRAVE, HOOK, TILDE, ACUTE, DOT]


def by_iconv(name):
    """256 strings; an empty one where the byte stands for nothing."""
    table = []
    for byte in range(256):
        run = subprocess.run(
            ["iconv", "-f", name, "-t", "UTF-16LE"], input=bytes([byte]), capture_output=True)
        table.append(run.stdout.decode("utf-16le") if run.returncode == 0 else "")
    return table


def tone_pairs(table, marks):
    """For each byte of a letter, what it is with each mark; empty if that is no one character."""
    pairs = []
    for letter in table:
        row = []
        for mark in marks:
            # The marks of a letter in one order, whatever order they came in.
            whole = unicodedata.normalize("NFC", letter + mark) if letter.isalpha() else ""
            row.append(whole if len(whole) == 1 else "")
        pairs.append(row)
    return pairs


def tcvn3(vn1, windows):
    table = vn1[:]
    for byte in range(0x20):
        table[byte] = chr(byte)
    for byte in range(0x80, 0xA0):
        table[byte] = windows[byte]
    for byte in range(0xA8, 0x100):
        if table[byte].isupper():
            table[byte] = ""
    return table


# Under which letter a mark byte means which mark: first the tones, then the marks of quality with
# each tone. A capital takes the capital's mark byte, a small letter the small one's; text has both.
VNI_TONES = {"ù": ACUTE, "ø": GRAVE, "û": HOOK, "õ": TILDE, "ï": DOT}
VNI_HAT = {"â": "", "á": ACUTE, "à": GRAVE, "å": HOOK, "ã": TILDE, "ä": DOT}
VNI_BREVE = {"ê": "", "é": ACUTE, "è": GRAVE, "ú": HOOK, "ü": TILDE, "ë": DOT}
VNI_SINGLE = {
    "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư",
}


def vni(windows):
    """The table of single bytes, the mark bytes, and the pairs."""
    table = [windows[byte] if byte < 0xC0 else "" for byte in range(256)]
    byte_of = {windows[byte]: byte for byte in range(0xC0, 256)}
    for source, letter in VNI_SINGLE.items():
        table[byte_of[source]] = letter
        table[byte_of[source.upper()]] = letter.upper()
    marks = [*VNI_TONES, *VNI_HAT, *VNI_BREVE]
    pairs = [[""] * len(marks) for _ in range(256)]
    bases = {letter: ord(letter) for letter in "aeouyAEOUY"}
    bases |= {table[byte_of[c]]: byte_of[c] for c in "ôöÔÖ"}
    for letter, base in bases.items():
        for column, mark in enumerate(marks):
            if mark in VNI_TONES:
                quality, tone = "", VNI_TONES[mark]
            elif mark in VNI_HAT and letter.lower() in "aeo":
                quality, tone = "\u0302", VNI_HAT[mark]
            elif mark in VNI_BREVE and letter.lower() == "a":
                quality, tone = "\u0306", VNI_BREVE[mark]
            else:
                continue
            whole = unicodedata.normalize(
                "NFC", unicodedata.normalize("NFC", letter + quality) + tone)
            pairs[base][column] = whole if len(whole) == 1 else ""
    columns = [0] * 256
    for column, mark in enumerate(marks):
        columns[byte_of[mark]] = columns[byte_of[mark.upper()]] = column + 1
    return table, columns, pairs


def packed(text):
    """UTF-8 of one character in three bytes, the first lowest, and its length above; 0 for none."""
    data = text.encode()
    if not data:
        return 0
    assert len(text) == 1 and len(data) <= 3, text
    return int.from_bytes(data, "little") | len(data) << 24


def rows(values, form):
    line, lines = " ", []
    for value in values:
        cell = f" {form(value)},"
        if len(line) + len(cell) > 100:
            lines.append(line)
            line = " "
        line += cell
    return "\n".join([*lines, line]) + "\n"


def short(value):
    return f"0x{value:X}" if value > 9 else str(value)


def vietnamese_tables():
    """The tables that mojibake of Vietnamese may be in."""
    windows = by_iconv("CP1252")
    return {
        "tcvn3": tcvn3(by_iconv("TCVN5712-1"), windows), "vni": vni(windows)[0],
        "viscii": by_iconv("VISCII"), "windows_1258": by_iconv("CP1258"),
    }


def written():
    windows = by_iconv("CP1252")
    vn1 = by_iconv("TCVN5712-1")
    plain = {
        "windows_1252": windows,
        "tis_620": by_iconv("TIS-620"),
        "iso_8859_11": by_iconv("ISO-8859-11"),
        "windows_874": by_iconv("CP874"),
        "viscii": by_iconv("VISCII"),
    }
    with_marks = {}
    for name, table in [
        ("windows_1258", by_iconv("CP1258")), ("tcvn5712", vn1), ("tcvn3", tcvn3(vn1, windows)),
    ]:
        columns = [TONES.index(text) + 1 if text in TONES else 0 for text in table]
        with_marks[name] = (table, columns, tone_pairs(table, TONES))
    with_marks["vni"] = vni(windows)

    text = "// Written by generators/legacy_encodings.py: change that, not this.\n"
    text += '#include "legacy_tables.h"\n'
    for name, table in plain.items():
        text += f"\nconst uint32_t lontar_{name}[256] = {{\n"
        text += rows(map(packed, table), short) + "};\n"
    for name, (table, columns, pairs) in with_marks.items():
        text += f"\nconst uint32_t lontar_{name}[256] = {{\n"
        text += rows(map(packed, table), short) + "};\n"
        text += f"\nconst uint8_t lontar_{name}_marks[256] = {{\n" + rows(columns, short) + "};\n"
        width = max(columns)
        text += f"\nconst uint32_t lontar_{name}_pairs[256][{width}] = {{\n"
        for byte, row in enumerate(pairs):
            if any(row):
                cells = ", ".join(short(packed(cell)) for cell in row)
                line = f"  [0x{byte:02X}] = {{{cells}}},"
                while len(line) > 100:
                    cut = line.rindex(",", 0, 99) + 1
                    text += line[:cut] + "\n"
                    line = "   " + line[cut:]
                text += line + "\n"
        text += "};\n"
    return text


if __name__ == "__main__":
    c_tables.write_or_check(TARGET, written())
