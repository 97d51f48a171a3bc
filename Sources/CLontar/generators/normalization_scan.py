"""Finds the tables of the vectorised scan (see normalize_scan.h) for each normal form.

The scan looks at a byte and the three before it by halves (nibbles). Sets of three-byte characters
are therefore written as boxes: a set of low halves of the lead, of high and of low halves of the
second byte, and of both halves of the third. Each box has a bit; eight boxes fit one table.

A profile says which scripts its tables are for. Boxes of plain characters are found by growing them
greedily around the characters that the profile wants, as long as they hold nothing else than
characters that never need attention. The marks have boxes by hand, the ranks. `verify` proves, pair
of characters by pair, that a text which the scan passes is in the form.
"""

ALL = range(16)

# Ranks: two adjacent characters that both have one are let through only if the second one's bit is
# the next one up from the first one's. So neighbours in these lists must be in canonical order, and
# whatever shares a bit must be in order in any order. A rank is a box of the low half of the second
# byte and both halves of the third alone: other characters that fall into it only make the scan
# stop more often, which must be rare.
RANKS = {
    "east": [
        (0xF, 9, {2, 0xD}),  # Khmer U+17D2, U+17DD
        None,
        ({8, 0xA}, 0xB, {0xA}),  # Thai U+0E3A, Lao U+0EBA
        (8, 0xB, {8, 9}),  # Thai U+0E38, U+0E39
        (9, 8, {8, 9, 0xA, 0xB}),  # Thai tone marks
        (0xA, 0xB, {8, 9}),  # Lao U+0EB8, U+0EB9
        (0xB, 8, {8, 9, 0xA, 0xB}),  # Lao tone marks
        None,
    ],
    "west": [
        (0, 0xA, {5}),  # Burmese U+1025
        None,
        (0, 0xA, {0xE}),  # Burmese U+102E, which composes with it
        (0, 0xB, {7, 9}),  # Burmese U+1037, U+1039
        (0, 0xB, {0xA}),  # Burmese U+103A
        (0xE, 0xB, {0xE}),  # Tamil U+0BBE, which composes with the first two of the next
        None,
        (0xF, 8, {6, 7, 0xD}),  # Tamil U+0BC6, U+0BC7, U+0BCD
    ],
    "islands": [
        (6, 0xB, {3}),  # Javanese U+A9B3
        (7, 8, {0}),  # Javanese U+A9C0
        None,
        (0xE, 0xA, {0xA, 0xB}),  # Sundanese U+1BAA, U+1BAB
        None, None, None, None,
    ],
}

# What each profile wants, with weights: (first, last, weight).
SYMBOLS = [
    (0x200B, 0x200B, 40), (0x2010, 0x2027, 20), (0x2030, 0x205E, 2), (0x20AB, 0x20B1, 10),
    (0x2190, 0x21FF, 3), (0x2500, 0x25FF, 3), (0x2600, 0x27BF, 3), (0x2B00, 0x2B5F, 1),
    (0xFE0F, 0xFE0F, 60), (0x1F300, 0x1FAFF, 1), (0x1EA0, 0x1EF9, 1),
]
WANTED = {
    "east": SYMBOLS + [
        (0x0E01, 0x0E5B, 100), (0x0E81, 0x0EDF, 90), (0x1780, 0x17E9, 100), (0x1EA0, 0x1EF9, 100),
        (0x3000, 0x3003, 10), (0x3008, 0x3011, 5), (0x4E00, 0x9FFF, 0.01), (0xFF01, 0xFF5E, 0.1),
    ],
    "west": SYMBOLS + [
        (0x1000, 0x104F, 100), (0x1050, 0x109F, 10), (0x0B82, 0x0BFA, 100),
        (0x4E00, 0x9FFF, 0.01),
    ],
    "islands": SYMBOLS + [
        (0x4E00, 0x9FFF, 1), (0x3000, 0x3015, 100), (0xFF01, 0xFF5E, 30),
        (0xA980, 0xA9DF, 100), (0x1B80, 0x1BBF, 50), (0x3041, 0x30FF, 5), (0xAC00, 0xD7A3, 0.01),
    ],
}
PROFILES = ["east", "west", "islands"]

FORMS = ["NFC", "NFD", "NFKC", "NFKD", "NFKC_CASEFOLD", "NFKC_SAFE"]
MAPS = [0, 0, 1, 1, 2, 3]

TOO_SHORT, TOO_LONG, OVERLONG, LEAD_C, LEAD_D, LEAD_F, TWO_CONTINUATIONS = 1, 2, 4, 8, 16, 32, 128


def box(lead, high, low, third_high, third_low):
    sides = (lead, high, low, third_high, third_low)
    return tuple(frozenset([x]) if isinstance(x, int) else frozenset(x) for x in sides)


def within(triple, box):
    return all(x in side for x, side in zip(triple, box))


def bits_of(triple, boxes):
    return sum(1 << bit for bit, box in enumerate(boxes) if box and within(triple, box))


def halves(point):
    """The coordinates of a character; of a four-byte one, of its first three bytes."""
    data = chr(point).encode("utf-8", "surrogatepass")
    return (data[0] & 15, data[1] >> 4, data[1] & 15, data[2] >> 4, data[2] & 15)


class Classifier:
    """Tells for one form what each character is: 0 plain, a class, or None for attention."""

    def __init__(self, tables, index):
        self.database, self.composes = tables.database, FORMS[index] not in ("NFD", "NFKD")
        self.column_ccc = tables.column_ccc
        self.tables, self.map = tables, MAPS[index]

    def kind(self, point):
        value = self.tables.value(self.map, point)
        if value < 0x100:
            return value
        if value < 0x200:
            if not self.composes:
                return self.column_ccc[value - 0x100]
            return None
        if self.composes and (value == 0x200 or 0x400 <= value < self.tables.primary_end):
            return 0
        return None

    def backward(self, point):
        """A starter that composes with certain starters before it: which ones, else None."""
        value = self.tables.value(self.map, point)
        if self.composes and 0x100 <= value < 0x13F and self.column_ccc[value - 0x100] == 0:
            return [first for first, second in self.database.pairs if second == point]
        return None


def scan_profile(tables, index, profile):
    form = Classifier(tables, index)
    ranks = [rank and box(ALL, ALL, *rank) for rank in RANKS[profile]]

    def rank(triple):
        return bits_of(triple, ranks)

    # What may be let through: plain characters, and marks that have a rank.
    passes, points = {}, {}
    for lead in range(16):
        for second in range(0x80, 0xC0):
            for third in range(0x80, 0xC0):
                triple = (lead, second >> 4, second & 15, third >> 4, third & 15)
                point = lead << 12 | (second & 63) << 6 | third & 63
                members = []
                if point >= 0x800:
                    if 0xD800 <= point < 0xE000:
                        passes[triple] = False
                        continue
                    members.append(point)
                if lead == 0 and second >= 0x90:
                    first = (second & 63) << 12 | (third & 63) << 6
                    members += range(first, first + 64)
                elif lead == 0 and point < 0x800 and second < 0x90:
                    # Overlong both as three bytes and as four: four must be shut out here.
                    passes[triple] = False
                    continue
                fine = True
                for member in members:
                    kind = form.kind(member)
                    if kind == 0:
                        continue
                    if member < 0x10000 and rank(triple) and (kind or form.backward(member)):
                        continue
                    fine = False
                    break
                passes[triple] = fine
                points[triple] = members
    weights = {}
    for first, last, weight in WANTED[profile]:
        # Every eleventh of many is enough to see their boxes.
        for point in range(first, last + 1, 11 if last - first > 0x1000 else 1):
            triple = halves(point)
            if passes[triple]:
                weights[triple] = weights.get(triple, 0) + weight
    boxes = cover(passes, weights)
    missed = 1 - sum(
        weight for triple, weight in weights.items() if bits_of(triple, boxes)
    ) / sum(weights.values())
    verify(form, boxes, ranks, points)
    return boxes, ranks, missed


def cover(passes, weights):
    """Eight boxes of what passes that hold as much weight as greed finds."""
    # By page, which is a lead and a second byte: a mask of the third bytes that pass, and the weights
    # that are still to be won.
    mask, left = {}, {}
    for (lead, high, low, third_high, third_low), fine in passes.items():
        page = (lead, high, low)
        mask[page] = mask.get(page, 0) | fine << (third_high - 8) * 16 + third_low
    for triple, weight in weights.items():
        left.setdefault(triple[:3], {})[(triple[3] - 8) * 16 + triple[4]] = weight
    boxes = []
    while len(boxes) < 8 and left:
        seeds = [(weight, page, third) for page, row in left.items() for third, weight in row.items()]
        seeds.sort(key=lambda seed: (-seed[0], seed[1:]))
        step = max(1, len(seeds) // 6)
        best, best_gain = None, 0
        for _, page, third in seeds[::step]:
            sides, gain = grow(page + (third // 16 + 8, third % 16), mask, left)
            if gain > best_gain:
                best, best_gain = sides, gain
        boxes.append(tuple(frozenset(side) for side in best))
        thirds = third_mask(best)
        for page in list(left):
            if all(x in side for x, side in zip(page, best)):
                left[page] = {t: w for t, w in left[page].items() if not thirds >> t & 1}
                if not left[page]:
                    del left[page]
    return boxes


def third_mask(sides):
    return sum(1 << (high - 8) * 16 + low for high in sides[3] for low in sides[4])


def grow(seed, mask, left):
    """The box around a seed that gains most at each step, and its gain."""
    sides, refused, gain = [{x} for x in seed], set(), 0
    while True:
        best = None
        for side in range(5):
            for value in range(8, 12) if side in (1, 3) else ALL:
                if value in sides[side] or (side, value) in refused:
                    continue
                slab = [x if i != side else {value} for i, x in enumerate(sides)]
                thirds = third_mask(slab)
                pages = [(a, b, c) for a in slab[0] for b in slab[1] for c in slab[2]]
                if any(thirds & ~mask[page] for page in pages):
                    refused.add((side, value))  # for good, as the box only grows
                    continue
                won = sum(
                    weight for page in pages if page in left
                    for third, weight in left[page].items() if thirds >> third & 1)
                key = (won, -side, -value)
                if best is None or key > best[0]:
                    best = (key, side, value)
        if best is None:
            return sides, gain + left[tuple(seed[:3])].get((seed[3] - 8) * 16 + seed[4], 0)
        gain += best[0][0]
        sides[best[1]].add(best[2])


def verify(form, boxes, ranks, points):
    special = []
    for triple, members in points.items():
        bits = bits_of(triple, ranks)
        if not any(within(triple, box) for box in boxes):
            continue
        for point in members:
            kind, backward = form.kind(point), form.backward(point)
            if point >= 0x10000:
                # A rank in the midst or at the end of four bytes only makes the scan more careful.
                assert kind == 0, f"U+{point:04X}"
            elif kind or backward:
                assert bits, f"U+{point:04X}"
                special.append((point, bits, kind or 0, backward or []))
            else:
                assert kind == 0, f"U+{point:04X}"
                # Plain, or with a rank that only makes the scan more careful.
                if bits:
                    special.append((point, bits, 0, []))
    for before, before_bits, before_class, _ in special:
        for after, after_bits, after_class, backward in special:
            flagged = after_bits != (before_bits << 1 & 0xFF)
            if after_class and before_class > after_class:
                assert flagged, f"U+{before:04X} U+{after:04X}"
    ranked = {point: bits for point, bits, _, _ in special}
    for after, after_bits, _, backward in special:
        for before in backward:
            if before >= 0x10000:
                continue
            bits = ranked.get(before, 0)
            flagged = bits != 0 and after_bits != (bits << 1 & 0xFF)
            passed = before >= 0x800 and any(within(halves(before), box) for box in boxes)
            assert flagged or not passed, f"U+{before:04X} U+{after:04X}"


def tables_of(form, boxes, ranks, marks=False):
    def columns(boxes):
        result = [[0] * 16 for _ in range(5)]
        for bit, box in enumerate(boxes):
            for side in range(5) if box else []:
                for value in box[side]:
                    result[side][value] |= 1 << bit
        return result

    pair_first_high, pair_first_low, pair_second = [0] * 16, [0] * 16, [0] * 16
    for high in ALL:
        is_lead, is_continuation = high >= 12, 8 <= high < 12
        pair_first_high[high] = (
            (TOO_SHORT if is_lead else 0) | (TOO_LONG if high < 8 else 0)
            | (TWO_CONTINUATIONS if is_continuation else 0) | (OVERLONG if high == 14 else 0)
            | (LEAD_C if high == 12 else 0) | (LEAD_D if high == 13 else 0)
            | (LEAD_F if high == 15 else 0))
        pair_second[high] = (
            (0 if is_continuation else TOO_SHORT)
            | (TOO_LONG | TWO_CONTINUATIONS if is_continuation else 0)
            | (OVERLONG if high in (8, 9) else 0) | LEAD_C | LEAD_D | LEAD_F)
    for low in ALL:
        pair_first_low[low] = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS
        if low == 0:
            pair_first_low[low] |= OVERLONG
        else:
            pair_first_low[low] |= LEAD_F
        for lead, flag in ((0xC0 | low, LEAD_C), (0xD0 | low, LEAD_D)):
            first = (lead & 31) << 6
            if marks and lead == 0xCC:
                continue
            if lead < 0xC2 or any(form.kind(first + x) != 0 for x in range(64)):
                pair_first_low[low] |= flag
    return [pair_first_high, pair_first_low, pair_second] + columns(boxes) + columns(ranks)[2:]


def scan_tables(tables):
    declarations = [
        "",
        "// The tables of the vectorised scan, a form and a profile at a time; normalize_scan.h tells",
        "// how they work. Profile 0 is for Thai, Lao, Khmer and Vietnamese, profile 1 for Burmese and",
        "// Tamil, profile 2 for Javanese, Sundanese, Chinese and others. Profile 3 is as profile 0, but",
        "// lets the marks U+0300 to U+033F through, for normalize_compose.h to look at.",
        "#define LONTAR_SCAN_PROFILES 4",
        "typedef struct lontar_scan_tables {",
        "  uint8_t pair_first_high[16], pair_first_low[16], pair_second[16];",
        "  uint8_t plain_lead[16], plain_second_high[16], plain_second_low[16];",
        "  uint8_t plain_third_high[16], plain_third_low[16];",
        "  uint8_t rank_second_low[16], rank_third_high[16], rank_third_low[16];",
        "} lontar_scan_tables;",
        "extern const lontar_scan_tables lontar_scan[6][LONTAR_SCAN_PROFILES];",
        "",
    ]
    lines = ["const lontar_scan_tables lontar_scan[6][LONTAR_SCAN_PROFILES] = {"]
    for index, name in enumerate(FORMS):
        lines.append("  {")
        variants = []
        for profile in PROFILES:
            boxes, ranks, missed = scan_profile(tables, index, profile)
            print(f"{name} {profile}: {len(boxes)} boxes, {missed:.1%} of the wanted missed")
            form = Classifier(tables, index)
            variants.append(tables_of(form, boxes, ranks))
            if profile == PROFILES[0]:
                marks = tables_of(form, boxes, ranks, marks=True)
        for rows in variants + [marks]:
            lines.append("    {")
            for row in rows:
                lines.append("      {" + ", ".join(f"0x{value:02X}" for value in row) + "},")
            lines.append("    },")
        lines.append("  },")
    return declarations, lines + ["};", ""]
