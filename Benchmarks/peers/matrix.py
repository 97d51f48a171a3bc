#!/usr/bin/env python3
"""Does Lontar's trainer give Hugging Face's vocabulary and merges, whatever the text and settings?

    .venv/bin/python matrix.py [NAME…]      only the cases whose name holds one of these

Trains small texts with both, and again with Lontar on the counts of two halves, which must give the
same file; then with the options of Hugging Face's trainer, and with its parity-aware trainer. Prints a
line for each case, and leaves with 1 when any differs.
"""

import json
import pathlib
import random
import subprocess
import sys
import time

import data
import rivals
from measure import RESULTS, lontar
from train import difference

FOLDER = RESULTS / "matrix"
GRAMMARS = list(rivals.PATTERNS)
EVERY_PAIR = 1_000_000


def code():
    """English code: these scripts."""
    return b"".join(path.read_bytes() for path in sorted(pathlib.Path(__file__).parent.glob("*.py")))


def random_text(count):
    """Characters from all of Unicode, most of them of one or two bytes."""
    generator = random.Random(1)
    highest = [0x80, 0x80, 0x800, 0x10000, 0x110000]
    drawn = (generator.randrange(generator.choice(highest)) for _ in range(count))
    return "".join(chr(one) for one in drawn if not 0xD800 <= one < 0xE000).encode()


def inputs():
    """The texts by name, each some hundred kilobytes at most."""
    letters = random.Random(2)
    whole = {name: path.read_bytes() for name, path in data.texts().items()}
    found = {name: cut(content, 100_000) for name, content in whole.items()}
    found["mix"] = b"".join(cut(content, 40_000) for content in whole.values())
    found["code"] = code()
    found["one character"] = b"a" * 5000 + b"\n" + "ก".encode() * 5000 + b"\n" + b" " * 777
    found["two letters"] = "".join(letters.choices("ab", k=20_000)).encode()
    found["random"] = random_text(40_000)
    found["one line"] = found["mix"].replace(b"\n", b" ")
    found["no final newline"] = found["mix"].rstrip(b"\n")
    found["crlf"] = found["mix"].replace(b"\n", b"\r\n")
    found["blank lines"] = found["mix"].replace(b"\n", b"\n\n \n\t\n")
    found["nul"] = found["mix"].replace(b"e", b"\0")
    found["empty"] = b""
    found["specials"] = found["mix"].replace(b" ", b"<|endoftext|>", 500).replace(b"a", b"<s>", 500)
    return found


def cut(content, size):
    """About `size` bytes from the middle, in whole lines."""
    start = content.find(b"\n", max(0, len(content) // 2 - size)) + 1
    return content[start : content.find(b"\n", start + size - 1) + 1 or len(content)]


def cases(texts):
    """Each case: text, pattern, vocabulary size, special tokens, minimum frequency."""
    none, one = [], [rivals.SPECIAL]
    for number, name in enumerate(texts):
        yield name, GRAMMARS[number % 3], 1500, one, 0
        yield name, GRAMMARS[(number + 1) % 3], 700, none, 2
    for grammar in GRAMMARS:
        for size in (256, 257, 258, 300, 1000, 3000, 8000, 30000):
            yield "mix", grammar, size, none, 0
        for minimum in (2, 3, 10):
            yield "mix", grammar, 8000, one, minimum
        for name in ("one character", "two letters", "random", "code"):
            yield name, grammar, EVERY_PAIR, none, 0
        yield "random", grammar, EVERY_PAIR, none, 3
        # Special tokens that are text, that are a character, and that are what a merge would make.
        yield "specials", grammar, 2000, [rivals.SPECIAL, "<s>", "<unk>"], 0
        yield "mix", grammar, 2000, ["a", "the", "Ġthe", "àª", "ไทย", "a", "in"], 0


def compare(command, text, grammar, size, specials, minimum):
    """Trains with both, and with ours by way of counts; the first difference in words, or None."""
    file, ours, theirs, counted = (FOLDER / name for name in ("text.txt", "ours.json", "hf.json", "counted.json"))
    file.write_bytes(text)
    rivals.trained(grammar, [file], size, specials, minimum).save(str(theirs))
    settings = ["--vocab-size", str(size), "--min-frequency", str(minimum), "--quiet", "--no-lineage"]
    settings += [word for special in specials for word in ("--special", special)]
    cutting = ["--pre-tokenizer", grammar]
    failure = failed([command, "train", file, *cutting, *settings, "-o", ours])
    # The later half first: the order in which counts are added up must not matter.
    middle = text.find(b"\n", len(text) // 2) + 1 or len(text)
    halves = {"later": text[middle:], "earlier": text[:middle]}
    parts = [FOLDER / f"{name}.counts" for name in halves]
    for part, half in zip(parts, halves.values()):
        file.write_bytes(half)
        failure = failure or failed([command, "count", file, *cutting, "-o", part, "--quiet"])
    failure = failure or failed([command, "train", "--counts", *parts, *settings, "-o", counted])
    if failure:
        return failure
    found = difference(theirs, ours)
    if not found and ours.read_bytes() != counted.read_bytes():
        return "training on counts gives another file"
    return found


# The options of the trainer: for Hugging Face, and for Lontar.
BLANKS = r" ?\S+|\s+(?!\S)|\s+"
OPTIONS = {
    "tokens below 7 bytes": (True, {"max_token_length": 7}, ["--max-token-length", "7"]),
    "tokens below 3 bytes": (True, {"max_token_length": 3}, ["--max-token-length", "3"]),
    "bytes that occur": (True, {"initial_alphabet": []}, ["--initial-alphabet", ""]),
    "60 bytes": (
        True,
        {"initial_alphabet": [], "limit_alphabet": 60},
        ["--initial-alphabet", "", "--limit-alphabet", "60"],
    ),
    "characters": (False, {}, ["--model", "characters"]),
    "characters, at least 3": (False, {"min_frequency": 3}, ["--model", "characters", "--min-frequency", "3"]),
    "characters, some given": (
        False,
        {"initial_alphabet": ["中", "ꦲ"], "special_tokens": ["<s>", "ก", "a"]},
        ["--model", "characters", "--initial-alphabet", "中ꦲ", "--special", "<s>", "--special", "ก", "--special", "a"],
    ),
    "characters, tokens below 5": (
        False,
        {"max_token_length": 5},
        ["--model", "characters", "--max-token-length", "5"],
    ),
}
# Hugging Face numbers characters with a prefix or suffix in no certain order, but for special tokens.
AFFIXES = {
    "characters with ## before": (False, {"continuing_subword_prefix": "\u2237"}, ["--model", "characters"]),
    "characters with </w> behind": (False, {"end_of_word_suffix": "</w>"}, ["--model", "characters"]),
    "bytes with </w> behind": (True, {"end_of_word_suffix": "</w>"}, []),
    "bytes with both": (True, {"continuing_subword_prefix": "\u2237", "end_of_word_suffix": "</w>"}, []),
}


# Which of the characters that occur equally often are left out by limit_alphabet, Hugging Face leaves to the
# order of a hash table with a seed of its own: it gives one of several vocabularies, another each time. Ours
# (the earlier ones stay) must be one of those that it gives in so many runs.
UNCERTAIN_RUNS = 60


def compare_options(command, file, byte_level, theirs, ours, size):
    """Trains with options of both; the first difference in words, or None."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

    affixes = {name: value for name, value in theirs.items() if name.endswith(("prefix", "suffix"))}
    tokenizer = Tokenizer(models.BPE(**affixes))
    stages = [pre_tokenizers.Split(Regex(BLANKS), "isolated")]
    if byte_level:
        stages.append(pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(stages)
    alphabet = {"initial_alphabet": pre_tokenizers.ByteLevel.alphabet()} if byte_level else {}
    settings = {"vocab_size": size, "show_progress": False, **alphabet, **theirs}
    command = [command, "train", file, "--vocab-size", str(size), "--pre-tokenizer", "whitespace"]
    command += [*ours, "--quiet", "--no-lineage", "-o", FOLDER / "ours.json"]
    if affixes:
        prefix, suffix = (affixes.get(name, "") for name in ("continuing_subword_prefix", "end_of_word_suffix"))
        command += ["--continuing-prefix", prefix] if prefix else []
        command += ["--end-of-word-suffix", suffix] if suffix else []
        if failure := failed(command):
            return failure
        vocabulary = json.loads((FOLDER / "ours.json").read_text(encoding="utf-8"))["model"]["vocab"]
        bare = ((token, token.removeprefix(prefix).removesuffix(suffix)) for token in vocabulary)
        marked = sorted((one for one, rest in bare if len(rest) == 1 and one != rest), key=str.encode)
        settings["special_tokens"] = marked
        command += [word for one in marked for word in (["--special", one] if one[0] != "-" else [f"--special={one}"])]
    if failure := failed(command):
        return failure
    results = set()
    for _ in range(UNCERTAIN_RUNS if "limit_alphabet" in theirs else 1):
        tokenizer.train([str(file)], trainers.BpeTrainer(**settings))
        tokenizer.save(str(FOLDER / "hf.json"))
        found = difference(FOLDER / "hf.json", FOLDER / "ours.json")
        if found is None:
            return None
        results.add((FOLDER / "hf.json").read_bytes())
    return f"{found} ({len(results)} results in {UNCERTAIN_RUNS} runs)" if len(results) > 1 else found


def compare_parity(command, parts, variant, with_development):
    """Trains with Hugging Face's parity-aware trainer too; the first difference in words, or None."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.ParityBpeTrainer(
        num_merges=1200,
        variant="window" if variant == "window" else "base",
        window_size=50,
        alpha=1.5,
        global_merges=400 if variant == "hybrid" else 0,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    ours = [command, "train", "--vocab-size", str(256 + 1200), "--pre-tokenizer", "gpt2", "--parity", variant]
    ours += {"window": ["--parity-window", "50", "--parity-alpha", "1.5"], "hybrid": ["--global-merges", "400"]}.get(
        variant, []
    )
    training, development = [], []
    for language, (text, dev) in parts.items():
        for option, content, lists in (("--language", text, training), ("--dev", dev, development)):
            if option == "--dev" and not with_development:
                continue
            file = FOLDER / f"parity{option}.{language}.txt"
            file.write_bytes(content)
            lists.append(content.decode().splitlines(keepends=True))
            ours += [option, f"{language}={file}"]
    trainer.train_from_iterator(
        tokenizer, train_iterators=training, dev_iterators=development if with_development else None
    )
    tokenizer.save(str(FOLDER / "hf.json"))
    ours += ["--quiet", "--no-lineage", "-o", FOLDER / "ours.json"]
    return failed(ours) or difference(FOLDER / "hf.json", FOLDER / "ours.json")


def more_cases(command, texts):
    """Each further case: its label, and a function that compares it."""
    file = FOLDER / "text.txt"
    for name in ("mix", "km", "my", "th", "code", "random", "two letters"):
        for option, (byte_level, theirs, ours) in {**OPTIONS, **AFFIXES}.items():
            if option in AFFIXES and name in ("random", "code"):
                continue

            def case(name=name, byte_level=byte_level, theirs=theirs, ours=ours):
                file.write_bytes(texts[name])
                least = 20_000 if name == "random" else 2000
                return compare_options(command, file, byte_level, theirs, ours, least)

            yield f"{name}, {option}", case
    # No lone carriage returns, at which Python ends a line.
    parts = {
        name: (texts[name].replace(b"\r", b""), cut(texts[name].replace(b"\r", b""), 9000))
        for name in ("en", "id", "th", "km")
        if name in texts
    }
    for variant in ("base", "window", "hybrid"):
        for development in (True, False):
            label = f"parity {variant}, {'with' if development else 'without'} development texts"
            yield label, lambda v=variant, d=development: compare_parity(command, parts, v, d)


def failed(arguments):
    """Runs Lontar; what went wrong in words, or None."""
    ended = subprocess.run(arguments, capture_output=True, text=True)
    if ended.returncode == 0:
        return None
    return f"lontar {arguments[1]} failed with {ended.returncode}: {ended.stderr.strip()}"


def main():
    command, texts, start = lontar(), inputs(), time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    done = different = 0
    for name, grammar, size, specials, minimum in cases(texts):
        shown = "all" if size == EVERY_PAIR else size
        label = f"{name}, {grammar}, {shown} entries, {len(specials)} special, at least {minimum}"
        if sys.argv[1:] and not any(wanted in label for wanted in sys.argv[1:]):
            continue
        found = compare(command, texts[name], grammar, size, specials, minimum)
        print(f"{'equal    ' if found is None else 'DIFFERENT'} {label}{': ' + found if found else ''}", flush=True)
        done += 1
        different += found is not None
    for label, case in more_cases(command, texts):
        if sys.argv[1:] and not any(wanted in label for wanted in sys.argv[1:]):
            continue
        found = case()
        print(f"{'equal    ' if found is None else 'DIFFERENT'} {label}{': ' + found if found else ''}", flush=True)
        done += 1
        different += found is not None
    seconds = time.monotonic() - start
    print(f"{done - different} of {done} equal to Hugging Face tokenizers, in {seconds:.0f} s")
    sys.exit(1 if different or not done else 0)


if __name__ == "__main__":
    main()
