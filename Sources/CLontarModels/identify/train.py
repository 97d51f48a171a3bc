#!/usr/bin/env python3
"""Makes languages.bin, the model that tells languages of Latin letters apart; needs numpy and scipy.

    python3 train.py TEXTS --measure HELD-OUT -o languages.bin

TEXTS and HELD-OUT are folders of files CODE.NAME.txt with a sentence or a paragraph on each line, where
CODE is one of the codes below, or "other" for any language that is not served; those named subtitle-words
are words with how often they were seen. texts.py brings the texts together that the model in this folder
was made from, and NOTICE names them; the word lists beside this script are among them. Of Corpora/parallel
the last 20 lines of each language, and of Corpora/informal the last 10, are left out: the tests
measure on them.

It is multinomial logistic regression over hashed n-grams of two to five bytes within words, with a space
on either side, and over words, trained with Adam on random windows of one to fifty words, so that
likelihoods are right for short texts. The sum of a text's weights is divided by the root of the number
of its features and ten. Weights are differences from those of "other", in bytes. Where that finds Indonesian
or Malay in more than a few words, a second table, of n-grams of two to seven bytes and words, learned from
windows of these two alone, says which of the two it is. (Pairs of words as features and stronger decay did
not help.) Sources/CLontar/language_evidence.c reads text in the same way.
"""

import argparse
import collections
import glob
import itertools
import os
import random
import struct
import unicodedata

import numpy as np
import scipy.sparse

CODES = ["en", "vi", "id", "ms", "jv", "su", "fil", "ceb", "other"]
# How often windows of each are drawn: Indonesian and Malay are hard to tell apart, "other" is many.
SHARES = [1, 1, 2.2, 2.2, 1.2, 1.2, 1.2, 1.2, 3]
BITS, LONGEST = 16, 5
# Of the table for two languages.
PAIR = [CODES.index("id"), CODES.index("ms")]
PAIR_BITS, PAIR_LONGEST = 17, 7
# Texts of fewer features, some four words, must be twice as likely in a language as in any other.
FEW = 80
FACTOR = np.uint64(0x9E3779B97F4A7C15)


def clean(line):
    """Bytes of words in lower case, with one space around each."""
    data = line.encode()
    out = bytearray(b" ")
    i = 0
    while i < len(data):
        byte = data[i]
        if 0x61 <= byte | 0x20 <= 0x7A:
            out.append(byte | 0x20)
            i += 1
        elif 0xC3 <= byte <= 0xCD:
            following = data[i + 1]
            out += bytes([byte, following | 0x20 if byte == 0xC3 and following <= 0x9E else following])
            i += 2
        elif byte == 0xE1:
            out += data[i : i + 3]
            i += 3
        else:
            if out[-1] != 0x20:
                out.append(0x20)
            i += 1 if byte < 0xC2 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    if out[-1] != 0x20:
        out.append(0x20)
    return bytes(out)


def features(pieces, bits, longest):
    """The rows of cleaned pieces, and the indices of their features."""
    shift = np.uint64(64 - bits)
    data = np.frombuffer(b"".join(pieces), dtype=np.uint8)
    lengths = np.array([len(piece) for piece in pieces])
    row = np.repeat(np.arange(len(pieces)), lengths)
    place = np.arange(len(data)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    spaces = np.concatenate([[0], np.cumsum(data == 0x20)])
    wide = data.astype(np.uint64)
    rows, indices = [], []
    gram = wide.copy()
    for n in range(2, longest + 1):
        earlier = np.zeros_like(wide)
        earlier[n - 1 :] = wide[: len(wide) - n + 1]
        gram = gram | earlier << np.uint64(8 * (n - 1))
        end = np.flatnonzero(place >= n - 1)
        end = end[spaces[end] - spaces[end - n + 2] == 0]
        rows.append(row[end])
        indices.append((gram[end] + np.uint64(n)) * FACTOR >> shift)
    starts = np.flatnonzero((data == 0x20) & (np.append(data[1:], 0x20) != 0x20)) + 1
    ends = np.flatnonzero((data == 0x20) & (np.concatenate([[0x20], data[:-1]]) != 0x20))
    words = np.full(len(starts), 0xCBF29CE484222325, dtype=np.uint64)
    lengths = ends - starts
    for k in range(lengths.max() if len(lengths) else 0):
        longer = lengths > k
        words[longer] = (words[longer] ^ wide[starts[longer] + k]) * np.uint64(0x100000001B3)
    rows.append(row[starts])
    indices.append(words * FACTOR >> shift)
    return np.concatenate(rows), np.concatenate(indices).astype(np.int64)


def matrix(pieces, bits=BITS, longest=LONGEST):
    rows, indices = features(pieces, bits, longest)
    counts = scipy.sparse.csr_matrix(
        (np.ones(len(rows), np.float32), (rows, indices)), shape=(len(pieces), 1 << bits))
    total = np.bincount(rows, minlength=len(pieces))
    return counts, (1 / np.sqrt(total + 10)).astype(np.float32)


def softmax(scores):
    scores = np.exp(scores - scores.max(1, keepdims=True))
    return scores / scores.sum(1, keepdims=True)


def read(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        code, name = os.path.basename(path)[:-4].split(".", 1)
        with open(path, encoding="utf-8") as file:
            yield code, name, file.read().split("\n")[:-1]


class Words:
    """Draws words as often as they were seen. Features do not look beyond a word, so that order is no matter."""

    def __init__(self, words, counts):
        self.words = words
        self.counts = list(itertools.accumulate(map(int, counts)))

    def draw(self, random, count):
        return random.choices(self.words, cum_weights=self.counts, k=count)


class Windows:
    """Draws windows of words from texts."""

    def __init__(self, folder):
        self.random = random.Random(1)
        self.texts = {code: [] for code in CODES}
        self.left_out = collections.defaultdict(list)
        for code, name, lines in read(folder):
            if name == "subtitle-words":
                words, counts = zip(*(line.rsplit(" ", 1) for line in lines))
                words = [word.strip() for word in map(clean, words)]
                self.texts[code].append((30 if code == "fil" else 300, Words(words, counts)))
                continue
            first = {"lontar-parallel": 80, "lontar-informal": 40}.get(name, len(lines))
            self.left_out[code, name] += lines[first:]
            lines = [line for line in map(clean, lines[:first]) if len(line) > 3]
            share = sum(map(len, lines)) ** 0.4
            share *= 12 if name == "lontar-words" else 3 if "tatoeba" == name or "lontar" in name else 1
            # Malay has no news here: what Indonesian has of it must not decide.
            share *= 0.7 if code == "id" and name in ("csui", "gsd", "nusax") else 1
            if lines:
                self.texts[code].append((share, lines))

    def draw(self, count, shares=SHARES):
        pieces, answers = [], []
        for _ in range(count):
            answer = self.random.choices(range(len(CODES)), shares)[0]
            texts = self.texts[CODES[answer]]
            _, lines = self.random.choices(texts, [share for share, _ in texts])[0]
            wanted = self.random.choice([1, 2, 3, 5, 8, 12, 20, 40]) * self.random.uniform(0.7, 1.3)
            if isinstance(lines, Words):
                words = lines.draw(self.random, max(1, int(wanted)))
            else:
                words = self.random.choice(lines).split(b" ")[1:-1]
            length = min(len(words), max(1, int(wanted)))
            start = self.random.randrange(len(words) - length + 1)
            piece = b" " + b" ".join(words[start : start + length]) + b" "
            if CODES[answer] == "vi" and self.random.random() < 0.15:
                piece = unicodedata.normalize("NFD", piece.decode(errors="ignore")).encode()
            pieces.append(piece)
            answers.append(answer)
        return pieces, np.array(answers)


class Adam:
    """Weights, and how far they go at each of so many steps."""

    def __init__(self, shape, steps):
        self.weights = np.zeros(shape, np.float32)
        self.mean, self.square = np.zeros_like(self.weights), np.zeros_like(self.weights)
        self.step, self.steps = 0, steps

    def descend(self, gradient):
        gradient = gradient + 1e-6 * self.weights
        self.mean = 0.9 * self.mean + 0.1 * gradient
        self.square = 0.99 * self.square + 0.01 * gradient * gradient
        rate = 0.3 * min(1, (self.steps - self.step) / (self.steps * 0.7))
        self.step += 1
        self.weights -= rate * (self.mean / (1 - 0.9**self.step)) / (
            np.sqrt(self.square / (1 - 0.99**self.step)) + 1e-5)


def train(windows, steps, batch=4000):
    adam = Adam((1 << BITS, len(CODES)), steps)
    for _ in range(steps):
        pieces, answers = windows.draw(batch)
        counts, factor = matrix(pieces)
        found = softmax((counts @ adam.weights) * factor[:, None])
        found[np.arange(batch), answers] -= 1
        adam.descend((counts.multiply(factor[:, None]).T.tocsr() @ found) / batch)
    return adam.weights


def train_pair(windows, steps, batch=3000):
    """Weights for the first of the pair and against the second. They need more steps than the others."""
    adam = Adam(1 << PAIR_BITS, steps)
    shares = [code in PAIR for code in range(len(CODES))]
    for _ in range(steps):
        pieces, answers = windows.draw(batch, shares)
        counts, factor = matrix(pieces, PAIR_BITS, PAIR_LONGEST)
        found = 1 / (1 + np.exp(-(counts @ adam.weights) * factor)) - (answers == PAIR[0])
        adam.descend((counts.multiply(factor[:, None]).T.tocsr() @ found) / batch)
    return adam.weights


class Model:
    """Weights as they stand in languages.bin."""

    def __init__(self, data):
        self.scale, self.weights, rest = self.table(data, len(CODES) - 1)
        self.pair_scale, self.pair, _ = self.table(rest, 1)

    @staticmethod
    def table(data, width):
        scale, rows = struct.unpack("<II", data[:8])
        end = 8 + rows * width
        weights = np.frombuffer(data[8:end], np.int8).reshape(rows, width).astype(np.float32)
        return scale / (1 << 24), weights, data[end:]

    @staticmethod
    def packed(*tables):
        data = b""
        for weights in tables:
            scale = round(float(np.quantile(np.abs(weights), 0.9999)) / 127 * (1 << 24))
            rows = np.clip(np.round(weights / (scale / (1 << 24))), -127, 127).astype(np.int8)
            data += struct.pack("<II", scale, len(weights)) + rows.tobytes()
        return data

    def likelihoods(self, lines):
        """Of each line that of each code, and the number of its features."""
        pieces = [clean(line) for line in lines]
        counts, factor = matrix(pieces)
        scores = (counts @ self.weights) * factor[:, None] * self.scale
        found = softmax(np.hstack([scores, np.zeros((len(lines), 1))]))
        features = counts.sum(1).A1
        of_pair = found[:, PAIR].sum(1)
        is_of_pair = (np.delete(found, PAIR, axis=1).max(1) < of_pair) & (features >= FEW)
        counts, factor = matrix(pieces, PAIR_BITS, PAIR_LONGEST)
        share = 1 / (1 + np.exp(-(counts @ self.pair)[:, 0] * factor * self.pair_scale))
        split = np.stack([of_pair * share, of_pair * (1 - share)], axis=1)
        found[:, PAIR] = np.where(is_of_pair[:, None], split, found[:, PAIR])
        return found, features

    def answers(self, lines):
        """The number of each line's code, that of "other" where none is likelier than not, or where a few
        words could as well be in another."""
        found, features = self.likelihoods(lines)
        second, first = np.sort(found, axis=1)[:, -2:].T
        unclear = (first < 0.5) | ((features < FEW) & (first < 2 * second))
        return np.where(unclear, len(CODES) - 1, found.argmax(1))


def measure(model, texts):
    """Prints what is right of each text, and then of pieces of so many words of all texts of a language."""
    pooled = collections.defaultdict(list)
    for (code, name), lines in texts:
        if not lines:
            continue
        answers = model.answers(lines)
        others = collections.Counter(CODES[k] for k in answers if CODES[k] != code)
        share = np.mean(answers == CODES.index(code))
        print(f"{code:6}{name:24}{len(lines):5} {share:.3f}", dict(others))
        if "nusax-" not in name and not name.startswith("lontar"):
            pooled[code] += lines
    print("\n| words |" + "".join(f" {code} |" for code in pooled))
    print("| --- |" + " --: |" * len(pooled))
    for length in (1, 2, 3, 5, 8, 12, 20):
        row = []
        for code, lines in pooled.items():
            pieces = []
            for line in lines:
                words = line.split()
                for start in range(0, len(words) - length + 1, length):
                    pieces.append(" ".join(words[start : start + length]))
            pieces = random.Random(1).sample(pieces, min(len(pieces), 2000))
            right = np.mean(model.answers(pieces) == CODES.index(code)) if pieces else float("nan")
            row.append(f"{right:.2f}")
        print(f"| {length} | " + " | ".join(row) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("texts")
    parser.add_argument("--measure", metavar="HELD-OUT")
    parser.add_argument("--model", help="measure this model instead of making one")
    parser.add_argument("--steps", type=int, default=220)
    parser.add_argument("-o", dest="output", default="languages.bin")
    options = parser.parse_args()
    windows = Windows(options.texts)
    if options.model:
        with open(options.model, "rb") as file:
            data = file.read()
    else:
        weights = train(windows, options.steps)
        pair = train_pair(windows, 3 * options.steps)
        data = Model.packed(weights[:, :-1] - weights[:, -1:], pair)
        with open(options.output, "wb") as file:
            file.write(data)
    measured = list(windows.left_out.items())
    if options.measure:
        measured += [((code, name), lines) for code, name, lines in read(options.measure)]
    measure(Model(data), measured)


if __name__ == "__main__":
    main()
