#!/usr/bin/env python3
"""Writes Sources/LontarTokens/Pipeline/CharacterData.swift, by asking Hugging Face tokenizers about every character.

    .venv/bin/python characters.py /usr/share/unicode > ../../Sources/LontarTokens/Pipeline/CharacterData.swift

Its components know Unicode of different years (2015 to 2024), so the one safe source is its behaviour. The argument is
the folder of the Unicode Character Database, version 15 (Debian: apt install unicode-data), for what combines.
"""

import pathlib
import sys

from tokenizers import normalizers, pre_tokenizers

DIGITS = "0123456789abcdefghijklmnopqrstuv"
SCALARS = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def number(value):
    """Five bits a character, the lowest first; capitals say that more follow."""
    out = ""
    while True:
        digit = DIGITS[value & 31]
        value >>= 5
        if value == 0:
            return out + digit
        out += chr(ord("A") + DIGITS.index(digit)) if DIGITS.index(digit) < 26 else "!#$%&*"[DIGITS.index(digit) - 26]


def encoded(numbers):
    return "".join(map(number, numbers))


def ranges(codes):
    """The gaps between, and the lengths of, runs of codes."""
    found = []
    for code in sorted(codes):
        if found and found[-1][1] == code:
            found[-1][1] = code + 1
        else:
            found.append([code, code + 1])
    numbers, end = [], 0
    for first, last in found:
        numbers += [first - end, last - first]
        end = last
    return encoded(numbers)


def signed(value):
    return value * 2 if value >= 0 else -value * 2 - 1


def mapping(pairs):
    """Runs of equal distance between a code and what it becomes: gap, length, step and distance."""
    runs = []
    for code, target in sorted(pairs):
        distance = target - code
        if runs:
            first, last, step, known = runs[-1]
            if known == distance and (code - last == step or (first == last and code - last <= 2)):
                runs[-1] = (first, code, code - last, distance)
                continue
        runs.append((code, code, 1, distance))
    numbers, end = [], 0
    for first, last, step, distance in runs:
        numbers += [first - end, (last - first) // step, step, signed(distance)]
        end = last
    return encoded(numbers)


def database(folder, name):
    for line in (pathlib.Path(folder) / name).read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield [part.strip() for part in line.split(";")]


def span(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def pieces(cutter, text):
    return len(cutter.pre_tokenize_str(text))


def main():
    folder = sys.argv[1]
    punctuation, word = pre_tokenizers.Punctuation(), pre_tokenizers.Whitespace()
    clean = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    accents = normalizers.BertNormalizer(clean_text=False, handle_chinese_chars=False, strip_accents=True, lowercase=False)
    strip, lower = normalizers.StripAccents(), normalizers.Lowercase()
    nfd, nfkd, nfc = normalizers.NFD(), normalizers.NFKD(), normalizers.NFC()
    tables = {}
    tables["punctuation"] = ranges(c for c in SCALARS if pieces(punctuation, f"a{chr(c)}a") == 3)
    tables["word"] = ranges(c for c in SCALARS if pieces(word, f"a{chr(c)}a") == 1)
    tables["control"] = ranges(c for c in SCALARS if c not in (0, 0xFFFD) and clean.normalize_str(f"a{chr(c)}a") == "aa")
    tables["nonspacing"] = ranges(c for c in SCALARS if nfd.normalize_str(chr(c)) == chr(c) and accents.normalize_str(chr(c)) == "")
    tables["mark"] = ranges(c for c in SCALARS if strip.normalize_str(chr(c)) == "")
    lowered = {c: lower.normalize_str(chr(c)) for c in SCALARS}
    tables["lowercase"] = mapping((c, ord(t)) for c, t in lowered.items() if len(t) == 1 and ord(t) != c)
    assert [c for c, t in lowered.items() if len(t) != 1] == [0x130]
    # Normal forms: what the database has, as far as Hugging Face knows it.
    classes, single, full = [], [], []
    for fields in database(folder, "UnicodeData.txt"):
        code = int(fields[0], 16)
        if 0xD800 <= code < 0xE000:
            continue
        text = chr(code)
        combining = int(fields[3])
        if combining and (nfd.normalize_str(f"{text}\u0334") != f"{text}\u0334" or combining == 1):
            classes.append((code, code + combining))
        if 0xAC00 <= code < 0xD7A4:
            continue
        canonical, compatible = nfd.normalize_str(text), nfkd.normalize_str(text)
        if canonical != text:
            single += [(code, canonical, nfc.normalize_str(text) == text)]
        if compatible != canonical:
            full += [(code, compatible)]
    tables["combiningClass"] = mapping(classes)

    def decompositions(entries):
        numbers, end = [], 0
        for code, text, *composes in entries:
            numbers += [code - end, len(text) * 2 + (1 if composes and composes[0] else 0), *map(ord, text)]
            end = code
        return encoded(numbers)

    tables["canonical"] = decompositions(single)
    tables["compatible"] = decompositions(full)
    # Scripts, as the pre-tokenizer of that name joins characters; those of no script join with all.
    scripts, anchors, kinds, recent = pre_tokenizers.UnicodeScripts(), [], [], 0
    for code in SCALARS:
        text = chr(code)
        if pieces(scripts, f"a{text}a") == 1 and pieces(scripts, f"б{text}б") == 1:
            continue
        for kind in [recent, *range(len(anchors))]:
            if kind < len(anchors) and pieces(scripts, anchors[kind] + text) == 1:
                break
        else:
            kind = len(anchors)
            anchors.append(text)
        kinds.append((code, code + kind + 1))
        recent = kind
    tables["script"] = mapping(kinds)
    print("// What the components of Hugging Face tokenizers 0.23.3 know of characters; made by")
    print("// Benchmarks/peers/characters.py. `ScalarTables.swift` reads it.\n")
    print("enum CharacterData {")
    for name, text in tables.items():
        print(f'  static let {name}: StaticString = """')
        lines = [f"    {text[start:start + 94]}" for start in range(0, len(text), 94)]
        print("\\\n".join(lines) + '\n    """')
    print("}")


if __name__ == "__main__":
    main()
