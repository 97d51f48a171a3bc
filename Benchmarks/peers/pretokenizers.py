#!/usr/bin/env python3
"""Are Lontar's pieces those of Hugging Face tokenizers and tiktoken?

    python3 pretokenizers.py [--strings 200000] [--text ../../../shared/data/text] [NAME…]

Compares every piece of every line of the corpora, and of seeded adversarial strings, and prints one
line for each pre-tokenizer. Leaves with 1 at the first difference, after printing it. Builds the tool
in pieces/ first. Needs tokenizers and tiktoken as pinned in requirements.txt, and zstd.
"""

import argparse
import itertools
import pathlib
import random
import re
import struct
import subprocess
import sys
import unicodedata

import tiktoken
from tiktoken_ext import openai_public
from tokenizers import Regex, pre_tokenizers

HERE = pathlib.Path(__file__).resolve().parent

WORDS = (
    "'s 't 're 've 'm 'll 'd 'S 'RE 'Ll 'lL 'vE 'ſ 's' ' '' ’s 'r 'l 'v 'ss 'st the The THE camelCase "
    "HTTPServer ǅ ǅa aǅ ʰ ʰA Aʰ aʰ ª º ß ẞ İ ı ﬁ ﬆ ſ K é e\u0301 E\u0301 \u0301 \u0301\u0301 \u0301A "
    "\u0301a ไทย ภาษาไทย กำ ก\u0e4d\u0e32 น้ำ ๆ ฯลฯ ๐๑๒๓ ฿ ខ្មែរ ភាសា ៛ ៤២ លាវ ພາສາລາວ ໑໒ ໆ "
    "မြန်မာ ၁၂၃၄ ၊ ။ தமிழ் ௧௨ ௵ 中文 漢字 一二 ㊿ ア・イ か\u3099 \u3097ア カ一 ー 、 〇 ꧋ꦗꦮ꧀ ꧑꧒ ᬩᬮᬶ ᭒ क्ष २ ① ½ Ⅷ ² १ 1 12 123 1234 "
    "0 007 3.14 1,000 http://a.b/c?d=e // / /\n //\r\n !? !!! ... … — « » ( ) [ ] # @user #tag _ a_b $ € "
    "+ < = 👍 👍🏽 👨‍👩‍👧 🇹🇭 ☺️ \u200b \u200c \u200d \ufeff \u00ad \u2060 \x00 \x01 \x1b \x7f \x80 \x85 "
    "\xa0 \u1680 \u180e \u2000 \u2003 \u2007 \u2028 \u2029 \u202f \u205f \u3000 \ue000 \uf8ff \U000f0000 "
    "\u0378 \uffff \U0010ffff \ufffd \U0002ebf0 \u1c89 \u1c8a \U00010d50 \U0001cc00 \u0897 \U00016d70 "
    "\U0001e900 \U0001d7ce 𝐀 𝒶 𠀀 \u0e3a \u0eb9 \u1039 \u17d2 \u0bcd \ua9c0 \u1b44 \u20e3 \ufe0f"
).split(" ")
SPACES = [" ", " ", " ", "  ", "   ", "\t", "\n", "\n", "\n\n", "\r", "\r\n", "\r\n\r\n", " \n", "\n ", "\x0b", "\x0c",
          "\x1c", "\x1f", "\x85", "\xa0", "\u1680", "\u2003", "\u2028", "\u2029", "\u202f", "\u3000", "\u200b"]
LETTERS = ["ア", "・", "漢", " ", "\n", "\r", "'", "a", "A", "s", "S", "l", "ʰ", "ก", "\u0e31", "1", "๑", "!", "/", "\u3000", "ǅ", "😀", "\u0301"]

LATIN = ["a", "b", "the", "s", "t", "re", "ll", "A", "B", "HTTP", "Ấ", "ế", "đ", "ư", "É", "ñ", "ß", " ", " ", " ", "  ",
         "\n", "\n", "\r\n", "\t", "'", "'", "'s", "'LL", "/", "/", "!", ".", ",", "-", '"', "1", "23", "456", "7890",
         "\n  ", "\n    ", " \n", "¿", "×", "“", "\u0301", "ก"]


def adversarial(count):
    """Strings of which every few characters are of another class."""
    generator = random.Random(20260101)
    assigned = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    for number in range(count):
        kind = number % 5
        length = generator.randrange(1, 24)
        if kind == 0:
            yield "".join(generator.choices(LETTERS, k=length))
        elif kind == 1:
            yield "".join(generator.choice(WORDS if generator.random() < 0.6 else SPACES) for _ in range(length))
        elif kind == 2:
            yield "".join(
                chr(generator.choice(assigned)) if generator.random() < 0.3 else generator.choice(WORDS + SPACES)
                for _ in range(length)
            )
        elif kind == 3:
            choices = LATIN[: len(LATIN) - 6 * generator.randrange(2)]
            yield "".join(generator.choices(choices, k=8 * length))
        else:
            one = generator.choice(WORDS + SPACES + LETTERS)
            yield generator.choice(LETTERS) + one * generator.randrange(1, 40) + generator.choice(LETTERS + SPACES)


def corpora(folder):
    """Each line with its end, each line without, and each file's first 20,000 characters whole."""
    for path in sorted(folder.glob("*.zst")):
        text = subprocess.run(["zstd", "-qdc", path], check=True, capture_output=True).stdout.decode()
        yield text[:20000]
        for line in text.split("\n"):
            yield line + "\n"
            yield line


def ours(tool, name, strings):
    """The pieces that Lontar gives for each string."""
    encoded = [string.encode() for string in strings]
    framed = b"".join(struct.pack("<I", len(one)) + one for one in encoded)
    answer = subprocess.run([tool, name], input=framed, check=True, capture_output=True).stdout
    at = 0
    for one in encoded:
        (count,) = struct.unpack_from("<I", answer, at)
        ends = struct.unpack_from(f"<{count}I", answer, at + 4)
        at += 4 + 4 * count
        starts = (0, *ends[:-1])
        yield [one[start:end] for start, end in zip(starts, ends)]
    assert at == len(answer)


def tiktoken_differs(pattern, strings, cuts):
    """The index of a string that tiktoken cuts elsewhere than `cuts`, or None.

    tiktoken does not show its pieces, so it gets a vocabulary from which they can be read: the bytes,
    each piece, and each two neighbours together. A piece that it finds whole becomes one token. Where
    it would cut less, two neighbours would have become one; where it would cut more, one piece two.
    """
    entries = dict.fromkeys(bytes([byte]) for byte in range(256))
    for pieces in cuts:
        entries.update(dict.fromkeys(pieces))
        entries.update(dict.fromkeys(left + right for left, right in zip(pieces, pieces[1:])))
    ranks = {entry: rank for rank, entry in enumerate(entries)}
    encoding = tiktoken.Encoding("pieces", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
    for index, (string, pieces) in enumerate(zip(strings, cuts)):
        if encoding.encode_ordinary(string) != [ranks[piece] for piece in pieces]:
            return index
    return None


def batches(strings, size):
    strings = iter(strings)
    while batch := list(itertools.islice(strings, size)):
        yield batch


def isolated(*patterns):
    """What tokenizer.json holds for these patterns."""
    return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(one), "isolated") for one in patterns])


# The patterns are wanted, without the vocabularies that tiktoken would download beside them.
openai_public.load_tiktoken_bpe = lambda *_, **__: {}

# For each name: what Hugging Face has to give the same pieces as, and tiktoken's pattern if it has one.
PEERS = {
    "lontar": ([], None),
    "superwords": ([], None),
    "gpt2": ([pre_tokenizers.ByteLevel(add_prefix_space=False)], openai_public.r50k_pat_str),
    "cl100k": ([], openai_public.cl100k_base()["pat_str"]),
    "o200k": ([], openai_public.o200k_base()["pat_str"]),
    "llama3": ([], None),
    "qwen2": ([], None),
    "qwen35": ([], None),
    "tekken": ([], None),
    "deepseek3": ([], None),
    "whitespace": ([], None),
    "metaspace": ([], None),
}

# Any other patterns go through ICU. Its Unicode is 15.0 here, so strings with later characters are left
# out.
PATTERNS = [
    r"\w+|[^\w\s]+",
    r"\b\w|\W\B",
    r"[\W\d]+",
    r"\s+",
    r"\s*\S+",
    r"\d",
    r"\d{1,3}(?=(\d{3})*\b)|\D+?(?=\d|$)",
    r".{1,4}",
    r"[^\r\n]{2,5}?x?",
    r"^\s+|\s+$",
    r"(?=[A-Z])",
    r"(?<=\p{Thai})(?=\P{Thai})",
    r"\p{Thai}+|\p{Khmer}+|\p{Lao}+|\p{Myanmar}+|\p{Tamil}+|\p{Han}+",
    r"(?i:'s|'t|st|ss)|\p{Lu}\p{Ll}*",
    r"[\p{L}\p{M}&&[^\p{Thai}]]+",
    r"[^\p{P}\p{S}]+",
    r"\p{L}\p{M}*",
    r"(.)\1+",
    r"(?>a+|\s+)(?!\S)",
    r"\x{0E01}|\u0E31|[\u0E40-\u0E44]",
]
LATER = re.compile(
    "[\u0897\u1c89\u1c8a\U0002ebf0-\U0002ee5d\U00010d40-\U00010d8f\U00016d40-\U00016d79\U0001cc00-\U0001ceb3]"
)


def compare_patterns(tool, strings):
    """Compares patterns through ICU with Hugging Face, and returns how many differ somewhere."""
    known = [one for one in strings if all(unicodedata.category(c) != "Cn" for c in one) and not LATER.search(one)]
    different = 0
    for pattern in PATTERNS:
        splitter = isolated(pattern)
        for string, pieces in zip(known, ours(tool, f"pattern:{pattern}", known)):
            theirs = [piece for piece, _ in splitter.pre_tokenize_str(string)]
            expected = [piece.decode() for piece in pieces]
            if theirs != expected:
                print(f"{pattern}: {string!r}\n  ours: {expected}\n  Hugging Face: {theirs}")
                different += 1
                break
    print(f"{len(PATTERNS) - different} of {len(PATTERNS)} other patterns: equal to Hugging Face on {len(known)} strings")
    return different


def compare(tool, name, strings):
    """Compares all strings, and says what was compared; leaves at the first difference."""
    shown = subprocess.run([tool, name, "--patterns"], check=True, capture_output=True, text=True).stdout
    splitters, tiktoken_pattern = PEERS[name]
    splitters = [isolated(*shown.splitlines()), *splitters]
    compared = 0
    for batch in batches(strings, 10_000):
        cuts = list(ours(tool, name, batch))
        for splitter in splitters:
            byte_level = isinstance(splitter, pre_tokenizers.ByteLevel)
            for string, pieces in zip(batch, cuts):
                theirs = [piece for piece, _ in splitter.pre_tokenize_str(string)]
                expected = [
                    "".join(BYTE_LEVEL[byte] for byte in piece) if byte_level else piece.decode()
                    for piece in pieces
                ]
                if theirs != expected:
                    sys.exit(f"{name}: {string!r}\n  ours: {expected}\n  Hugging Face: {theirs}")
        if tiktoken_pattern:
            different = tiktoken_differs(tiktoken_pattern, batch, cuts)
            if different is not None:
                sys.exit(f"{name}: tiktoken differs on {batch[different]!r}: ours {cuts[different]}")
        compared += len(batch)
    return compared


def byte_level_alphabet():
    """The character that Hugging Face's ByteLevel shows for each byte."""
    shown = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return {byte: chr(byte) for byte in shown} | {byte: chr(256 + n) for n, byte in enumerate(hidden)}


BYTE_LEVEL = byte_level_alphabet()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(PEERS))
    parser.add_argument("--strings", type=int, default=200_000)
    parser.add_argument("--text", type=pathlib.Path, default=HERE.parents[2] / "shared/data/text")
    arguments = parser.parse_args()
    build = ["swift", "build", "-c", "release", "--package-path", HERE / "pieces"]
    subprocess.run([*build, "--quiet"], check=True)
    folder = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True).stdout
    tool = pathlib.Path(folder.strip()) / "pieces"
    for name in arguments.names:
        peers = "Hugging Face and tiktoken" if PEERS[name][1] else "Hugging Face"
        strings = compare(tool, name, adversarial(arguments.strings))
        lines = compare(tool, name, corpora(arguments.text))
        print(f"{name}: equal to {peers} on {strings} adversarial strings and {lines} texts", flush=True)
    if compare_patterns(tool, list(adversarial(arguments.strings // 10))):
        sys.exit(1)


if __name__ == "__main__":
    main()
