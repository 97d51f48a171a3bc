"""Lines that tempt a tokenizer to err, the same in every run."""

import random

import data

# Marks without a base, joiners without neighbours, halves of syllables, invisible characters.
FRAGMENTS = (
    "\u0e31 \u0e33 \u0e4d\u0e32 \u0e40\u0e40 \u0e4c \u0eb1 \u0ec0 \u17d2 \u17d2\u1780 \u1780\u17d2 \u17c6 "
    "\u1039 \u1000\u1039 \u1039\u1000 \u103a \u1031 \u0bcd \u0b95\u0bcd \ua9c0 \ua98f\ua9c0 \u1bab \u0301 \u0323\u0302 "
    "e\u0323\u0302 \u0302\u0323e \u200b \u200c \u200d \u200d\u200d \u2060 \ufeff \u00ad \ufe0f \u20e3 1\ufe0f\u20e3 \x00 \x01 \x7f "
    "\x85 \xa0 \u2028 \u2029 \u3000 \r \t \x0b \x0c \ufffd \uffff \U0010ffff \ue000 \u0378 "
    "👍 👍🏽 🏽 👨‍👩‍👧‍👦 👨‍ ‍👩 🇹🇭 🇹 🏳️‍🌈 ☺️ 🧑🏿‍🚀 "
    "ภาษาไทย กำลัง น้ำ ๆ ฯลฯ ๒๕๖๘ ភាសាខ្មែរ ៤២ ພາສາລາວ ໑໒ မြန်မာဘာသာ ၁၂၃ தமிழ் 中文 漢字 ꦧꦱꦗꦮ ᮘᮞ "
    "Tiếng Việt tiê\u0301ng đường nasi goreng anak-anak the The THE HTTPServer camelCase don't DON'T l'ś ſ 's 'S ’s "
    "0 12 123 1234 3.14 1,000 http://a.b/c?d=e#f /usr//bin <s> <|endoftext|> <|endoftext <| |> <|endoftext|><|endoftext|> "
    "ß ẞ İ ı ﬁ ǆ ǅ ª ʰ Ⅷ ½ ² ① !!! … — « » _ __ a_b $ € + = \\ \" ` ~"
).split(" ")


def lines(count):
    """`count` lines in UTF-8, without their newlines."""
    generator = random.Random(20250101)
    samples = [sample(path) for path in data.texts().values()]
    for number in range(count):
        kind = number % 6
        if kind == 0:
            made = "".join(generator.choices(FRAGMENTS, k=generator.randrange(1, 30)))
        elif kind == 1:
            made = " ".join(generator.choices(FRAGMENTS, k=generator.randrange(1, 30)))
        elif kind == 2:
            # Cut anywhere, so that syllables and clusters lose their other half.
            made = "".join(clip(generator.choice(samples), generator) for _ in range(5))
        elif kind == 3:
            unit = generator.choice(FRAGMENTS) + generator.choice(["", "", " ", "a", "ก"])
            made = "x" + unit * generator.choice([2, 3, 7, 40, 300]) + generator.choice(FRAGMENTS)
        elif kind == 4:
            made = "".join(chr(scalar(generator)) for _ in range(generator.randrange(1, 40)))
        else:
            made = clip(generator.choice(samples), generator, 60) + generator.choice(FRAGMENTS)
            made += clip(generator.choice(samples), generator, 60)
        yield made.replace("\n", " ").encode()
    for unit, times in (("a", 100_000), ("ก", 30_000), (" ", 50_000), ("ក្", 20_000), ("👨‍👩‍👧", 5_000)):
        yield unit.encode() * times


def sample(path, size=300_000):
    return path.read_bytes()[:size].decode(errors="ignore")


def clip(text, generator, longest=12):
    start = generator.randrange(len(text))
    return text[start : start + generator.randrange(1, longest)]


def scalar(generator):
    """Any character, more often one of a script that we serve."""
    low, high = generator.choice(
        [(0, 0x250), (0xE00, 0xF00), (0x1000, 0x10A0), (0x1780, 0x1800), (0xB80, 0xC00)]
        + [(0x300, 0x370), (0x2000, 0x2100), (0xA980, 0xA9E0), (0x1F300, 0x1F700), (0, 0x110000)]
    )
    drawn = generator.randrange(low, high)
    return drawn if not 0xD800 <= drawn < 0xE000 else 0xFFFD
