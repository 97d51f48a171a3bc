#!/usr/bin/env python3
"""Brings together the texts that train.py learns from and measures on; needs git, zstd and Python 3.

    python3 texts.py --gold GOLD --pages PAGES TEXTS HELD-OUT [--repositories FOLDER]
    python3 train.py TEXTS --measure HELD-OUT -o languages.bin

GOLD and PAGES are folders of treebanks and of course pages, as `make models` takes them (NOTICE says what
they are). All else is fetched from the repositories below, each at one commit, into FOLDER, where it is
found the next time; BASE in the environment is where they are fetched from (https://github.com). The
same texts come out each time. HELD-OUT has nothing that TEXTS has but the Malay of Common Voice, 46
sentences that are not in any of the repositories, which is added by hand.
"""

import argparse
import collections
import csv
import glob
import io
import os
import re
import subprocess
import xml.etree.ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.join(HERE, "..", "..", "..")
REPOSITORIES = {
    "IndoNLP/nusax": "75b0be5d982348332509f296e10d9bf9cb66d60f",
    "facebookresearch/LASER": "74bc6ae7ffb7cba670fe0f428d0ede9f666fb821",
    "microsoft/AZD-for-beginners": "ee9762cd155e2f31d503f97f3d6999f6a0f65b80",
    "hermitdave/FrequencyWords": "525f9b560de45753a5ea01069454e72e9aa541c6",
    "eric-muller/udhr": "f93dd614154c47fc4b85ec03d8d6f1abe97869ef",
    "pemistahl/lingua-rs": "77e94d1a2a8e49bed873a7c502bcb51ba803ef0f",
    "UniversalDependencies/UD_Cebuano-GJA": "d85a2c85c431d25c9858215303ab4827431b367e",
}
# Languages of course pages beside those served, none of which is a language served.
PAGES_OF_OTHERS = "cs da de es et fi fr hr hu it lt nl no pcm pl pt-BR ro sk sl sv sw tr".split()
NUSAX = {"en": "english", "id": "indonesian", "jv": "javanese", "su": "sundanese"}
NUSAX_OF_OTHERS = "minangkabau banjarese acehnese balinese madurese buginese ngaju toba_batak".split()
TATOEBA = {"id": "ind", "ms": "zsm", "jv": "jav", "fil": "tgl", "ceb": "ceb", "vi": "vie"}


class Repository:
    """One repository at its commit, read without a work tree."""

    def __init__(self, name, folder):
        self.path = os.path.join(folder, name.replace("/", "+"))
        self.commit = REPOSITORIES[name]
        subprocess.run(["git", "init", "--quiet", "--bare", self.path], check=True)
        # An earlier fetch may have been refused, which leaves an empty repository.
        known = subprocess.run(["git", "-C", self.path, "cat-file", "-e", self.commit], capture_output=True)
        if known.returncode != 0:
            base = os.environ.get("BASE", "https://github.com")
            self.git("fetch", "--quiet", "--depth", "1", f"{base}/{name}", self.commit)

    def git(self, *arguments):
        run = subprocess.run(["git", "-C", self.path, *arguments], check=True, capture_output=True)
        return run.stdout.decode()

    def read(self, path):
        return self.git("show", f"{self.commit}:{path}")

    def names(self):
        return self.git("ls-tree", "-r", "--name-only", self.commit).split("\n")


def prose(text):
    """The sentences of a page in Markdown, without code, tags, links and tables."""
    lines, is_code = [], False
    for line in text.split("\n"):
        if line.strip().startswith("```"):
            is_code = not is_code
            continue
        if is_code:
            continue
        line = re.sub(r"<[^>]*>", " ", line)
        line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
        line = re.sub(r"`[^`]*`|https?://\S+", " ", line)
        words = re.sub(r"[#*|>_]+", " ", line).split()
        if len(words) >= 4:
            lines.append(" ".join(words))
    return lines


def gold(path):
    """Sentences of gold text, whose words are parted by bars."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n").replace("\\p", "\0").replace("|", "").replace("\0", "|")
            yield line.replace("\\\\", "\\")


def counts(text):
    """Words of a list of frequencies, of letters only."""
    found = {}
    for line in text.split("\n"):
        word, _, count = line.partition(" ")
        if count and re.fullmatch(r"[^\W\d_]+(-[^\W\d_]+)*", word):
            found[word] = int(count)
    return found


def words_of_subtitles(repository):
    """Lists of words. The Malay one holds Indonesian (karena, uang and mobil, which Malay does not have, are
    a thirteenth as frequent in it as in the Indonesian one), and is cleaned of as much."""
    def of(language, name):
        return counts(repository.read(f"content/2018/{language}/{language}_{name}.txt"))

    indonesian, malay, filipino = of("id", "50k"), of("ms", "50k"), of("tl", "full")
    share = sum(malay.values()) / sum(indonesian.values()) / 13
    malay = {word: round(count - share * indonesian.get(word, 0)) for word, count in malay.items()}
    # A little of it is the other way round.
    share = sum(indonesian.values()) / sum(malay.values()) / 100
    indonesian = {word: round(count - share * malay.get(word, 0)) for word, count in indonesian.items()}
    for code, words in [("id", indonesian), ("ms", malay), ("fil", filipino)]:
        common = sorted((word for word in words if words[word] >= 3), key=lambda w: (-words[w], w))
        yield code, [f"{word} {words[word]}" for word in common[:20000]]


def training(repositories, options):
    texts = collections.defaultdict(list)
    pages = {}
    for code, name in [("en", "en"), ("id", "id"), ("ms", "ms"), ("fil", "tl"), ("vi", "vi")]:
        path = os.path.join(options.pages, f"{name}.txt.zst")
        pages[code] = prose(subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout.decode())
    english = set(pages["en"])
    for code, lines in pages.items():
        texts[code, "courses"] += [line for line in lines if code == "en" or line not in english]
    for code, name, path in [
        ("vi", "vtb", "vi/vtb_train.txt"), ("id", "csui", "id/csui_train.txt"),
        ("id", "gsd", "id/gsd_dev.txt"), ("fil", "newscrawl", "tl/newscrawl_dev.txt"),
    ]:
        texts[code, name] += gold(os.path.join(options.gold, path))
    for folder, codes in [("parallel", "ceb en fil id jv ms su vi"), ("informal", "fil id ms vi")]:
        for code in codes.split():
            with open(os.path.join(PACKAGE, "Corpora", folder, f"{code}.txt"), encoding="utf-8") as file:
                texts[code, f"lontar-{folder}"] += file
    for code in "ceb jv ms su".split():
        texts[code, "lontar-gold"] += gold(os.path.join(PACKAGE, "Corpora", "gold", f"{code}.txt"))
    for path in sorted(glob.glob(os.path.join(HERE, "*.lontar-words.txt"))):
        with open(path, encoding="utf-8") as file:
            texts[os.path.basename(path).split(".")[0], "lontar-words"] += file

    tatoeba = repositories["facebookresearch/LASER"]

    def sentences(language, side):
        return tatoeba.read(f"data/tatoeba/v1/tatoeba.{language}-eng.{side}").split("\n")

    for code, language in TATOEBA.items():
        texts[code, "tatoeba"] += sentences(language, language)
    translations = set()
    for language in [*TATOEBA.values(), "fra", "deu", "spa", "nld"]:
        translations.update(sentences(language, "eng"))
    texts["en", "tatoeba"] += sorted(translations)
    found = (re.match(r"data/tatoeba/v1/tatoeba\.(\w+)-eng\.\w+$", name) for name in tatoeba.names())
    for language in sorted({match.group(1) for match in found if match} - set(TATOEBA.values())):
        lines = [line for line in sentences(language, language) if line.strip()]
        latin = sum(c < "\u0250" or "\u1e00" <= c < "\u1f00" for line in lines for c in line)
        if latin > 0.9 * max(1, sum(map(len, lines))):
            texts["other", f"tatoeba-{language}"] += lines

    azd = repositories["microsoft/AZD-for-beginners"]
    names = azd.names()

    def translated(language):
        paths = [name for name in names if re.match(rf"translations/{language}/.*\.md$", name)]
        return prose("\n".join(map(azd.read, paths)))

    english = set(translated("en"))
    for language in PAGES_OF_OTHERS:
        texts["other", f"azd-{language}"] += [x for x in translated(language) if x not in english]
    for code, language in [*NUSAX.items(), *(("other", name) for name in NUSAX_OF_OTHERS)]:
        name = "nusax" if code != "other" else f"nusax-{language}"
        for part in ("train", "valid"):
            texts[code, name] += nusax(repositories, language, part)
    for code, lines in words_of_subtitles(repositories["hermitdave/FrequencyWords"]):
        texts[code, "subtitle-words"] += lines
    return texts


def nusax(repositories, language, part):
    text = repositories["IndoNLP/nusax"].read(f"datasets/sentiment/{language}/{part}.csv")
    return [row["text"] for row in csv.DictReader(io.StringIO(text))]


def held_out(repositories):
    texts = collections.defaultdict(list)
    for code, language in NUSAX.items():
        texts[code, "nusax"] += nusax(repositories, language, "test")
    for language in NUSAX_OF_OTHERS:
        texts["other", f"nusax-{language}"] += nusax(repositories, language, "test")[:100]
    for code, name in [
        ("id", "ind"), ("ms", "mly_latn"), ("fil", "tgl"), ("ceb", "ceb"), ("jv", "jav"), ("su", "sun"),
        ("vi", "vie"), ("en", "eng"),
    ]:
        tree = xml.etree.ElementTree.fromstring(repositories["eric-muller/udhr"].read(f"data/udhr/udhr_{name}.xml"))
        paragraphs = ("".join(e.itertext()).strip() for e in tree.iter() if e.tag.endswith("para"))
        texts[code, "udhr"] += [paragraph for paragraph in paragraphs if len(paragraph) >= 20]
    # Those of Malay are Indonesian in part, and so left out.
    for language in "id tl vi en fr de es it pt nl tr sw".split():
        code = {"tl": "fil"}.get(language, language if language in ("id", "vi", "en") else "other")
        name = "lingua-sentences" if code != "other" else f"lingua-sentences-{language}"
        path = f"language-models/{language}/testdata/sentences.txt"
        texts[code, name] += repositories["pemistahl/lingua-rs"].read(path).split("\n")
    text = repositories["UniversalDependencies/UD_Cebuano-GJA"].read("ceb_gja-ud-test.conllu")
    texts["ceb", "ud-gja"] += re.findall(r"^# text = (.*)$", text, re.M)
    return texts


def write(texts, folder, once):
    os.makedirs(folder, exist_ok=True)
    for (code, name), lines in texts.items():
        lines = [line for line in (" ".join(line.split()) for line in lines) if line]
        if once:
            lines = list(dict.fromkeys(lines))
        with open(os.path.join(folder, f"{code}.{name}.txt"), "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("texts")
    parser.add_argument("held_out", metavar="held-out")
    parser.add_argument("--gold", required=True)
    parser.add_argument("--pages", required=True)
    parser.add_argument("--repositories", default="repositories")
    options = parser.parse_args()
    os.makedirs(options.repositories, exist_ok=True)
    repositories = {name: Repository(name, options.repositories) for name in REPOSITORIES}
    write(training(repositories, options), options.texts, True)
    write(held_out(repositories), options.held_out, False)


if __name__ == "__main__":
    main()
