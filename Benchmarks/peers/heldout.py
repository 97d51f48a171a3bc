"""Sets that nobody trains or tunes on, in the format of Corpora/gold, from the repositories that hold them.

    python heldout.py CLONES FOLDER [--gold DIR]     then: python segment.py --test FOLDER …

CLONES holds git clones of UD_Thai-TUD, UD_Thai-PUD, UD_Vietnamese-VTB, UD_Vietnamese-TueCL, UD_Indonesian-GSD,
UD_Indonesian-PUD, UD_Indonesian-CSUI, UD_Javanese-CSUI, UD_Tagalog-NewsCrawl (its branch `dev`), UD_Tagalog-TRG,
UD_Cebuano-GJA (all of UniversalDependencies), wisesight-sentiment (PyThaiNLP), khPOS and myPOS (ye-kyaw-thu) and
Yunshan-Cup-2020 (GKLMIP), each in a folder whose name ends so; what is missing is left out, and named. Nothing is
checked out: files are read by `git show`.

DIR of gold is the one of segment.py: the 1,000 messages of Wisesight are parted by its th/wisesight_dev.txt, and
what is not in it is the test. Words of a token (`.words.txt`) are those of CoNLL-U: where hyphens mark what is
bound (`ito` and `-ng` of `itong`) they are taken off, and where a letter is written once for two (`ngayon` and
`-ng` of `ngayong`) the first word is whole.

The corpora of Khmer, Burmese and Lao do not keep spaces: their words are put together without, but where Latin
letters or digits would touch. Sentences of Yunshan's test are taken out of its train and dev parts, which are
written as well, to teach the trainer; nothing made from these three may be shipped.
"""

import argparse
import pathlib
import re
import subprocess
import sys

TREEBANKS = (
    ("UD_Thai-TUD", "th_tud-ud-test.conllu", "th/tud_test"),
    ("UD_Thai-PUD", "th_pud-ud-test.conllu", "th/pud_test"),
    ("UD_Vietnamese-VTB", "vi_vtb-ud-test.conllu", "vi/vtb_test"),
    ("UD_Vietnamese-TueCL", "vi_tuecl-ud-test.conllu", "vi/tuecl_test"),
    ("UD_Indonesian-GSD", "id_gsd-ud-test.conllu", "id/gsd_test"),
    ("UD_Indonesian-PUD", "id_pud-ud-test.conllu", "id/pud_test"),
    ("UD_Indonesian-CSUI", "id_csui-ud-test.conllu", "id/csui_test"),
    ("UD_Javanese-CSUI", "jv_csui-ud-test.conllu", "jv/csui_test"),
    ("UD_Tagalog-NewsCrawl", "tl_newscrawl-ud-test.conllu", "tl/newscrawl_test"),
    ("UD_Tagalog-TRG", "tl_trg-ud-test.conllu", "tl/trg_test"),
    ("UD_Cebuano-GJA", "ceb_gja-ud-test.conllu", "ceb/gja_test"),
)


class Missing(Exception):
    """A repository or a file of it that is not there."""


def show(clones, repository, path):
    """A file of a clone, as its newest commit has it, or that of the branch `dev`."""
    found = [f for f in sorted(clones.iterdir()) if f.name.endswith(repository)]
    if not found:
        raise Missing(repository)
    folder = found[0] / "repo" if (found[0] / "repo").is_dir() else found[0]
    for commit in ("HEAD", "dev", "origin/dev"):
        run = subprocess.run(
            ["git", "-C", str(folder), "show", f"{commit}:{path}"], capture_output=True)
        if run.returncode == 0:
            return run.stdout.decode()
    raise Missing(f"{repository}: {path}")


def escaped(words):
    return "|".join(w.replace("\\", "\\\\").replace("|", "\\p") for w in words)


def parts(form, words):
    """The words of a token of CoNLL-U, as pieces of it."""
    bare = words if not any(w.endswith("-") for w in words) else None
    if not bare or "".join(bare).lower() != form.lower():
        bare = [w.strip("-") for w in words]
    if "".join(bare).lower() != form.lower():
        first, last = bare[0].lower(), bare[-1].lower()
        if len(bare) != 2 or "-" in "".join(words[:1]):
            return [form]
        if form.lower().startswith(first) and len(form) > len(first):
            return [form[: len(first)], form[len(first):]]
        return [form[: -len(last)], form[-len(last):]] if form.lower().endswith(last) else [form]
    places = [0]
    for word in bare:
        places.append(places[-1] + len(word))
    return [form[a:b] for a, b in zip(places, places[1:])]


def sentences(conllu, splits):
    """The sentences of CoNLL-U: tokens, or words, with a space wherever nothing denies it."""
    for block in conllu.split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        rows = [row for row in rows if "." not in row[0]]
        pieces, index = [], 0
        while index < len(rows):
            row, count = rows[index], 0
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                count = last - first + 1
            words = [r[1] for r in rows[index + 1 : index + 1 + count]]
            pieces += parts(row[1], words) if splits and words else [row[1]]
            if "SpaceAfter=No" not in row[9]:
                pieces.append(" ")
            index += 1 + count
        while pieces and pieces[-1] == " ":
            pieces.pop()
        if pieces:
            yield escaped(pieces)


def spaced(words):
    """Words without spaces between them, but where Latin letters or digits would touch."""
    pieces = []
    for word in words:
        if pieces and re.match("[0-9A-Za-z]", word[0]) and re.match("[0-9A-Za-z]", pieces[-1][-1]):
            pieces.append(" ")
        pieces.append(word)
    return escaped(pieces)


def khpos(text):
    """Khmer sentences of one line, whole and cut at the marks within compounds: `_`, `~` and `^`."""
    lines = [line.split() for line in text.split("\n") if line.strip()]
    whole = [[re.sub("[_~^]", "", w) for w in line] for line in lines]
    fine = [[p for w in line for p in re.split("[_~^]", w)] for line in lines]
    return tuple([spaced([w for w in line if w]) for line in cut] for cut in (whole, fine))


def mypos(text):
    """Burmese sentences of one line, `word/tag` or `word/tag|word/tag` for compounds: cut, and whole."""
    lines = [line.split() for line in text.split("\n") if line.strip()]
    cut = [[[p.rsplit("/", 1)[0] for p in w.split("|")] for w in line] for line in lines]
    fine = [[p for w in line for p in w if p] for line in cut]
    return [spaced(line) for line in fine], [spaced(["".join(w) for w in line]) for line in cut]


def yunshan(text):
    """Lao sentences of a word and its tag in each row."""
    blocks = text.replace("\r", "").split("\n\n")
    rows = [[row.rsplit(" ", 1)[0].split() for row in b.split("\n") if row.strip()] for b in blocks]
    return [spaced([w for word in block for w in word]) for block in rows if block]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("clones", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--gold", type=pathlib.Path)
    options = parser.parse_args()

    def write(name, lines):
        file = options.folder / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(line + "\n" for line in lines))
        print(f"{file}: {len(lines)} sentences")

    def make(what):
        try:
            what()
        except Missing as missing:
            print(f"heldout.py: without {missing}", file=sys.stderr)

    def treebank(repository, path, name):
        text = show(options.clones, repository, path)
        whole, cut = list(sentences(text, False)), list(sentences(text, True))
        write(name, whole)
        if whole != cut:
            write(f"{name}.words", cut)

    def wisesight():
        text = show(
            options.clones, "wisesight-sentiment",
            "word-tokenization/wisesight-1000-samples-tokenised.label")
        if not options.gold:
            raise Missing("wisesight: --gold says which messages are not the test's")
        known = set((options.gold / "th/wisesight_dev.txt").read_text().split("\n"))
        lines = ["|".join(p for p in line.split("|") if p) for line in text.split("\n")]
        write("th/wisesight_test", [line for line in lines if line.strip() and line not in known])

    def khmer():
        folder = "corpus-draft-ver-1.0/data"
        whole, fine = khpos(show(options.clones, "khPOS", f"{folder}/OPEN-TEST.word"))
        write("km/khpos_open", whole)
        write("km/khpos_open.fine", fine)

    def burmese():
        fine, whole = mypos(show(options.clones, "myPOS", "corpus-draft-ver-1.0/data/otest"))
        write("my/mypos1_test", fine)
        write("my/mypos1_test.coarse", whole)

    def lao():
        taken = set()
        for part in ("test", "dev", "train"):
            lines = yunshan(show(options.clones, "Yunshan-Cup-2020", f"{part}.txt"))
            write(f"lo/yunshan_{part}", [line for line in lines if line not in taken])
            taken.update(lines)

    for repository, path, name in TREEBANKS:
        make(lambda: treebank(repository, path, name))
    for what in (wisesight, khmer, burmese, lao):
        make(what)


if __name__ == "__main__":
    main()
