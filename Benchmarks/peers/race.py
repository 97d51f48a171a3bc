#!/usr/bin/env python3
"""How fast does each encode, on one core, the first time that it sees a text?

    .venv/bin/python race.py o200k [--text th-gov,km] [--rounds 3] [--rivals hf,quicktok]
    .venv/bin/python race.py trained llama3 qwen gemma llama2 wordpiece unigram spm-bpe spm-unigram

Each rival is a process of its own on one core. It loads the tokenizer, and then encodes the text once, in documents of
about 4 kB. What counts is the CPU time of all its threads during that call, tables that it fills included; loading is
shown by itself. Nothing is converted while the time runs, and afterwards the ids are compared. Leaves with 1 when any
differ.

o200k is OpenAI's vocabulary; trained is one of 32,000 tokens that Lontar trains on the mix with the same pattern; the
others are what Hugging Face tokenizers and SentencePiece train, in the shapes that models in the region come in.
Lontar is called through its C library (`swift build -c release --product LontarC`, or $LONTAR_LIBRARY).
"""

import argparse
import ctypes
import hashlib
import io
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import rivals
from measure import HERE, PACKAGE, RESULTS

FOLDER = RESULTS / "race"
CORE = int(os.environ.get("RACE_CORE", "1"))
DOCUMENT = 4096
# Python 1.0.0rc3 of tokenizers cannot stand beside 0.23.3.
NEXT = pathlib.Path(os.environ.get("VENV_NEXT", HERE / ".venv-next")) / "bin/python"
TEXTS = ["th-gov", "th", "km", "my", "vi", "id", "ms", "tl", "en"]
RIVALS = {
    "o200k": ["hf", "hf-next", "tiktoken", "gigatoken", "quicktok", "fastokens"],
    "trained": ["hf", "hf-next", "tiktoken", "gigatoken", "fastokens"],
    "spm-bpe": ["sentencepiece"],
    "spm-unigram": ["sentencepiece"],
    "wordpiece": ["hf"],
    "unigram": ["hf", "hf-next"],
}
OTHERS = ["hf", "hf-next", "gigatoken"]


def documents(path):
    """The text in documents: lines with their ends, as many as come to some 4 kB."""
    made, size = [[]], 0
    # Not all of them look for special tokens.
    text = path.read_bytes().decode().replace("<|", "<")
    for line in io.StringIO(text, newline="\n"):
        if size > DOCUMENT:
            made.append([])
            size = 0
        made[-1].append(line)
        size += len(line.encode())
    return ["".join(lines) for lines in made]


def library():
    """Where Lontar's C library is: $LONTAR_LIBRARY, or this package's, built in release now."""
    if "LONTAR_LIBRARY" in os.environ:
        return os.environ["LONTAR_LIBRARY"]
    build = ["swift", "build", "-c", "release", "--package-path", PACKAGE, "--product", "LontarC"]
    subprocess.run(build, check=True, stdout=sys.stderr)
    shown = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True)
    return shown.stdout.strip() + "/libLontarC.so"


def loaded(rival, path):
    """A function that encodes all documents, and one that makes an array of what it gives."""
    import numpy

    def joined(lists):
        return numpy.concatenate([numpy.asarray(one, dtype="<u4") for one in lists])

    path = str(path)
    if rival == "lontar":
        code = ctypes.CDLL(os.environ["LONTAR_LIBRARY"])
        code.lontar_tokenizer_open.restype = ctypes.c_void_p
        code.lontar_tokenizer_encode.restype = ctypes.c_int64
        code.lontar_tokenizer_encode.argtypes = [
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t
        ]
        message = ctypes.create_string_buffer(512)
        handle = code.lontar_tokenizer_open(path.encode(), message, len(message))
        if not handle:
            sys.exit(f"{path}: {message.value.decode()}")

        def encode(texts):
            ids = numpy.empty(sum(map(len, texts)) + 16, dtype="<u4")
            place = 0
            for text in texts:
                place += code.lontar_tokenizer_encode(
                    handle, text, len(text), 0, ids.ctypes.data + 4 * place, len(ids) - place
                )
            return ids[:place]

        return encode, lambda ids: ids
    if rival in ("hf", "hf-next"):
        import tokenizers

        tokenizer = tokenizers.Tokenizer.from_file(path)
        if rival == "hf":
            encode = lambda texts: tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        else:
            encode = lambda texts: tokenizer.encode_batch(texts, add_special_tokens=False)
        return encode, lambda found: joined([one.ids for one in found])
    if rival == "tiktoken":
        import tiktoken

        ranks, _ = rivals.ranked(path)
        pattern = rivals.tiktoken_patterns()["o200k"]
        encoding = tiktoken.Encoding("o200k", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
        return (lambda texts: [encoding.encode_to_numpy(text, allowed_special="all") for text in texts]), joined
    if rival == "gigatoken":
        import awkward
        import gigatoken

        tokenizer = gigatoken.Tokenizer(path)
        encode = lambda texts: tokenizer.encode_batch(texts, parallel=False)
        return encode, lambda found: awkward.to_numpy(awkward.flatten(found)).astype("<u4")
    if rival == "quicktok":
        import quicktok

        encoding = quicktok.get_encoding("o200k_base")
        return (lambda texts: encoding.encode_batch(texts, 1, False)), lambda found: found[0].astype("<u4")
    if rival == "fastokens":
        import fastokens._native

        tokenizer = fastokens._native.Tokenizer.from_file(path)
        encode = lambda texts: tokenizer.encode_batch(texts, add_special_tokens=False)
        return encode, lambda found: joined([one.ids for one in found])
    if rival == "sentencepiece":
        import sentencepiece

        model = sentencepiece.SentencePieceProcessor(model_file=path)
        return (lambda texts: model.encode(texts, num_threads=1)), joined
    sys.exit(f"no rival called {rival}")


def child(rival, tokenizer, text):
    os.sched_setaffinity(0, {CORE})
    texts = documents(pathlib.Path(text))
    size = sum(len(one.encode()) for one in texts)
    if rival == "lontar":
        texts = [one.encode() for one in texts]
    start = time.process_time()
    encode, array = loaded(rival, tokenizer)
    ready = time.process_time()
    found = encode(texts)
    end = time.process_time()
    ids = array(found)
    digest = hashlib.sha256(ids.tobytes()).hexdigest()[:16]
    print(json.dumps({"load": ready - start, "encode": end - ready, "size": size, "ids": len(ids), "sha": digest}))


def run(rival, tokenizer, text):
    environment = {**os.environ, "TOKENIZERS_PARALLELISM": "false", "RAYON_NUM_THREADS": "1"}
    python = NEXT if rival == "hf-next" else sys.executable
    command = [python, __file__, "--child", rival, tokenizer, text]
    ended = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True)
    if ended.returncode:
        return {"failure": ended.stderr.strip().splitlines()[-1][:150] if ended.stderr else "failed"}
    return json.loads(ended.stdout.splitlines()[-1])


def race(kind, path, text, names, rounds):
    """Prints a table; returns whether all gave the same ids."""
    runs = {name: [] for name in [*names, "lontar"]}
    for number in range(rounds):
        for name in runs:
            runs[name].append(run(name, path.get(name, path[""]), text))
            print(f"  {kind} {text.stem} round {number + 1} {name}: {runs[name][-1]}", file=sys.stderr)
    ours = runs["lontar"]
    same = True
    if "failure" in ours[0]:
        print(f"\n{kind}, {text.stem}: Lontar: {ours[0]['failure']}")
        return False
    print(f"\n### {kind}, {text.stem}, {ours[0]['size'] / 1e6:.1f} MB, one core\n")
    print("| | MB/s | Lontar is × | loading, ms | ids |\n| --- | --: | --: | --: | --- |")
    for name, taken in runs.items():
        if "failure" in taken[0]:
            print(f"| {name} | | | | refuses: {taken[0]['failure']} |")
            continue
        speed = statistics.median(one["size"] / one["encode"] / 1e6 for one in taken)
        ratio = statistics.median(a["encode"] / b["encode"] for a, b in zip(taken, ours))
        load = statistics.median(one["load"] for one in taken)
        equal = all(one["sha"] == ours[0]["sha"] for one in taken)
        same &= equal
        note = "" if name == "lontar" else "same" if equal else "OTHER IDS"
        print(f"| {name} | {speed:.1f} | {'' if name == 'lontar' else f'{ratio:.1f}'} | {load * 1e3:.0f} | {note} |")
    sys.stdout.flush()
    return same


def main():
    if sys.argv[1:2] == ["--child"]:
        return child(*sys.argv[2:])
    # Not for the children, whose environments lack some of what these import.
    import data
    import shapes

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kinds", nargs="*", default=["o200k", "trained"])
    parser.add_argument("--text", type=lambda names: names.split(","), default=TEXTS)
    parser.add_argument("--rivals", type=lambda names: names.split(","))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["LONTAR_LIBRARY"] = library()
    texts = data.texts()
    same = True
    for kind in options.kinds:
        path = shapes.made(kind, FOLDER)
        for text in options.text:
            if text in texts:
                names = options.rivals or RIVALS.get(kind, OTHERS)
                same &= race(kind, path, texts[text], names, options.rounds)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
