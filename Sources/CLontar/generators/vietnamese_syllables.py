#!/usr/bin/env python3
"""Writes ../vietnamese_syllables.h: the letters of Vietnamese, and which make up a syllable; and what letters
the bytes of its charsets are.

    python3 vietnamese_syllables.py            writes the tables
    python3 vietnamese_syllables.py --check    fails unless the committed tables are what would be written

An onset, a rime, and a tone that the rime can bear; after Đoàn Thiện Thuật, *Ngữ âm tiếng Việt* (1977), in
spelling. Some six thousand syllables in use and a few thousand more fit it; letters put together by chance
hardly do.
"""

import pathlib

import c_tables
import legacy_encodings

TARGET = pathlib.Path(__file__).resolve().parent.parent / "vietnamese_syllables.h"

# 1 ă, 2 â, 3 ê, 4 ô, 5 ơ, 6 ư, 7 đ.
LETTERS = "abcdeghiklmnopqrstuvxy1234567"
# Letters of Latin that no syllable has.
FOREIGN = len(LETTERS) + 1
# Without a tone, and with grave, hook, tilde, acute and dot.
VOWELS = {
    "a": "aàảãáạ", "1": "ăằẳẵắặ", "2": "âầẩẫấậ", "e": "eèẻẽéẹ", "3": "êềểễếệ", "i": "iìỉĩíị",
    "o": "oòỏõóọ", "4": "ôồổỗốộ", "5": "ơờởỡớợ", "u": "uùủũúụ", "6": "ưừửữứự", "y": "yỳỷỹýỵ",
}
ONSETS = "b c ch d 7 g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
RIMES = """
    a ac ach ai am an ang anh ao ap at au ay 1c 1m 1n 1ng 1p 1t 2c 2m 2n 2ng 2p 2t 2u 2y
    e ec em en eng eo ep et 3 3ch 3m 3n 3nh 3p 3t 3u i ia ich im in inh ip it iu
    i3c i3m i3n i3ng i3p i3t i3u y3m y3n y3ng y3t y3u y yt ynh ych
    o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay
    o1c o1m o1n o1ng o1t oe oen oeo oet 4 4c 4i 4m 4n 4ng 4p 4t 5 5i 5m 5n 5p 5t
    u ua uc ui um un ung up ut u2n u2ng u2t u2y u3 u3ch u3nh u3t u4c u4i u4m u4n u4ng u4t
    u5 u5t uy uya uych uynh uyt uyu uy3n uy3t uyn uyp u1ng ue uao
    6 6a 6c 6i 6ng 6t 6u 6m 65c 65i 65m 65n 65ng 65p 65t 65u
""".split()

# No letter: what may stand between words, what may not, and the bytes of a charset that stand for nothing.
BETWEEN_WORDS, OTHER, NOTHING = 0, 0xFF, 0xFE
PUNCTUATION = {0xA0, 0xAB, 0xBB, 0xB0, 0xB7, *range(0x2010, 0x2027), 0x20AB, 0x20AC}

# Which rimes an onset takes: `k`, `gh` and `ngh` those in i, e, ê and y; `c` and `ng` the others; `g` those and
# i, as in "gì".
NOT_FRONT, NOT_FRONT_BUT_I, FRONT = 1, 2, 3
AGREEMENT = {
    "c": NOT_FRONT, "ng": NOT_FRONT, "g": NOT_FRONT_BUT_I, "k": FRONT, "gh": FRONT, "ngh": FRONT,
}
# Of a rime: begins with i, e, ê or y; begins with i; ends with a stop, which bears two tones only.
BEGINS_FRONT, BEGINS_I, STOPS = 1, 2, 4


def packed(letters):
    """Five bits for each letter, the last lowest; no letter is 0."""
    value = 0
    for letter in letters:
        value = value << 5 | LETTERS.index(letter) + 1
    return value


def letter_bytes():
    """For each scalar of a letter, its number, and its tone in the bits above."""
    letters = {}
    for letter in "abcdefghijklmnopqrstuvwxyz":
        number = LETTERS.index(letter) + 1 if letter in LETTERS else FOREIGN
        letters[ord(letter)] = letters[ord(letter.upper())] = number
    for letter, row in VOWELS.items():
        for tone, small in enumerate(row):
            for scalar in small, small.upper():
                letters[ord(scalar)] = LETTERS.index(letter) + 1 | tone << 5
    letters[ord("đ")] = letters[ord("Đ")] = LETTERS.index("7") + 1
    return letters


def letter_of(character, letters):
    if not character:
        return NOTHING
    scalar = ord(character)
    if scalar in letters:
        return letters[scalar]
    return BETWEEN_WORDS if scalar < 0x80 or scalar in PUNCTUATION else OTHER


def hashed(values, bits, key_bits):
    """An open table of values by the multiplicative hash of their low bits."""
    table = [0] * (1 << bits)
    for value in values:
        key = value & (1 << key_bits) - 1
        slot = (key * 0x9E3779B1 & 0xFFFFFFFF) >> (32 - bits)
        while table[slot]:
            slot = (slot + 1) % len(table)
        table[slot] = value
    return table


def written():
    letters = letter_bytes()
    rimes = []
    for rime in RIMES:
        flags = BEGINS_FRONT if rime[0] in "ie3y" else 0
        flags |= BEGINS_I if rime[0] == "i" else 0
        flags |= STOPS if rime[-1] in "cpt" or rime.endswith("ch") else 0
        rimes.append(packed(rime) | flags << 20)
    onsets = [packed(onset) | AGREEMENT.get(onset, 0) << 15 for onset in ONSETS]
    text = f"""#pragma once

// Written by generators/vietnamese_syllables.py: change that, not this.

#include <stdint.h>

enum {{
  /// Bits of the slots of the tables below.
  SYLLABLE_ONSET_BITS = 6,
  SYLLABLE_RIME_BITS = 9,
  /// What an onset says of the rime behind it, above its three letters.
  SYLLABLE_NOT_FRONT = {NOT_FRONT},
  SYLLABLE_NOT_FRONT_BUT_I = {NOT_FRONT_BUT_I},
  SYLLABLE_FRONT = {FRONT},
  /// Of a rime, above its four letters.
  SYLLABLE_BEGINS_FRONT = {BEGINS_FRONT},
  SYLLABLE_BEGINS_I = {BEGINS_I},
  SYLLABLE_STOPS = {STOPS},
}};

// Letters are numbers from 1 on, with the tone in the bits from 5 on: none, grave, hook, tilde, acute, dot.
enum {{
  /// What may stand between words; from U+0080 on, no letter at all.
  SYLLABLE_BETWEEN = {BETWEEN_WORDS},
  /// What is no letter of Vietnamese, and may not stand between its words.
  SYLLABLE_OTHER = 0x{OTHER:X},
  /// A byte of a charset that stands for nothing.
  SYLLABLE_NOTHING = 0x{NOTHING:X},
}};
"""
    assert all(c < 0x80 or 0xC0 <= c < 0x1C0 or 0x1EA0 <= c < 0x1F00 for c in letters)
    text += "\n/// From U+0000 on."
    text += c_tables.array("uint8_t", "syllable_letters_ascii", [letters.get(c, 0) for c in range(0x80)])
    text += "\n/// From U+00C0 on."
    text += c_tables.array("uint8_t", "syllable_letters_latin", [letters.get(c, 0) for c in range(0xC0, 0x1C0)])
    text += "\n/// From U+1EA0 on."
    text += c_tables.array("uint8_t", "syllable_letters_viet", [letters.get(c, 0) for c in range(0x1EA0, 0x1F00)])
    text += "\n// Open tables: a value lies in the slot of its letters' hash or behind it."
    text += c_tables.array("uint32_t", "syllable_onsets", hashed(onsets, 6, 15))
    text += c_tables.array("uint32_t", "syllable_rimes", hashed(rimes, 9, 20))
    text += "\n// By the bytes of charsets; in two of them a mark behind a letter makes another of it."
    for name, table in legacy_encodings.vietnamese_tables().items():
        text += c_tables.array("uint8_t", f"syllable_letters_{name}", [letter_of(c, letters) for c in table])
    return text


c_tables.write_or_check(TARGET, written())
