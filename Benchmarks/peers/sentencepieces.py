#!/usr/bin/env python3
"""Does Lontar give the ids, places and texts of SentencePiece for models that it trains?

    .venv/bin/python sentencepieces.py [NAME…]      only the models whose name holds one of these

Trains models of every kind and option on the texts, encodes real and adversarial lines with both, and decodes.
Prints a line for each, and leaves with 1 when any differs.
"""

import io
import json
import subprocess
import sys

import sentencepiece

import formats
from measure import RESULTS, lontar

FOLDER = RESULTS / "sentencepieces"

MODELS = {
    "unigram": {},
    "unigram identity": {"normalization_rule_name": "identity"},
    "unigram bytes": {"byte_fallback": True, "character_coverage": 0.98},
    "unigram user": {"user_defined_symbols": ["<sep>", "the", "ไทย", " x"], "control_symbols": ["<ctl>"]},
    "unigram folded": {"normalization_rule_name": "nmt_nfkc_cf", "split_digits": True},
    "unigram bare": {"add_dummy_prefix": False, "remove_extra_whitespaces": False},
    "unigram suffix": {"treat_whitespace_as_suffix": True},
    "bpe": {"model_type": "bpe"},
    "bpe identity": {"model_type": "bpe", "normalization_rule_name": "identity", "remove_extra_whitespaces": False},
    "bpe bytes": {"model_type": "bpe", "byte_fallback": True, "character_coverage": 0.99, "normalization_rule_name": "identity"},
    "bpe user": {"model_type": "bpe", "user_defined_symbols": ["<sep>", "the", "ไทย"], "byte_fallback": True},
    "bpe bare": {"model_type": "bpe", "add_dummy_prefix": False, "split_by_whitespace": False, "max_sentencepiece_length": 24},
    "bpe pads": {"model_type": "bpe", "pad_id": 3, "bos_id": -1, "unk_surface": "?", "split_by_unicode_script": False},
    "char": {"model_type": "char"},
}


def trained(options):
    model = io.BytesIO()
    settings = {"vocab_size": 2000, "hard_vocab_limit": False, "minloglevel": 2, **options}
    if settings.get("model_type") == "char":
        settings["vocab_size"] = 500
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(formats.corpus()), model_writer=model, **settings)
    return model.getvalue()


def run(command, *arguments):
    return subprocess.run([command, *map(str, arguments)], capture_output=True)


def compare(command, name, model, texts):
    file, source = FOLDER / f"{name}.model", FOLDER / "lines.txt"
    file.write_bytes(model)
    source.write_bytes("".join(line + "\n" for line in texts).encode())
    theirs = sentencepiece.SentencePieceProcessor(model_proto=model)
    ended = run(command, "encode", source, "--tokenizer", file, "--format", "jsonl", "--quiet")
    if ended.returncode:
        return f"failed: {ended.stderr.decode().strip()}"
    found = ended.stdout.decode().split("\n")[:-1]
    listed = []
    for line, text in zip(found, texts, strict=True):
        expected = theirs.encode(text, return_type="proto")
        ours = json.loads(line)
        listed.append(ours["ids"])
        checks = {
            "ids": [piece.id for piece in expected.pieces],
            "pieces": [piece.piece for piece in expected.pieces],
            "offsets": [[piece.begin, piece.end] for piece in expected.pieces],
        }
        for key, value in checks.items():
            if value != ours[key]:
                return f"{key} of {text[:60]!r}: expected {str(value)[:300]}, found {str(ours[key])[:300]}"
    plain = run(command, "encode", source, "--tokenizer", file, "--format", "ids", "--quiet")
    if [list(map(int, line.split())) for line in plain.stdout.decode().split("\n")[:-1]] != listed:
        return "ids differ from those with places"
    ids = FOLDER / "ids.txt"
    ids.write_bytes(plain.stdout)
    back = run(command, "decode", ids, "--tokenizer", file, "--quiet")
    if back.returncode:
        return f"decode failed: {back.stderr.decode().strip()}"
    for one, line, text in zip(listed, back.stdout.decode(errors="replace").split("\n"), texts):
        decoded = theirs.decode(one)
        if decoded != line:
            return f"text of {text[:60]!r}: expected {decoded[:200]!r}, found {line[:200]!r}"
    return None


def main():
    command, texts = lontar(), formats.lines()
    FOLDER.mkdir(parents=True, exist_ok=True)
    done = different = 0
    for name, options in MODELS.items():
        if sys.argv[1:] and not any(wanted in name for wanted in sys.argv[1:]):
            continue
        found = compare(command, name, trained(options), texts)
        print(f"{'equal    ' if found is None else 'DIFFERENT'} {name}{': ' + found if found else ''}", flush=True)
        done += 1
        different += found is not None
    print(f"{done - different} of {done} equal to SentencePiece on {len(texts)} lines")
    sys.exit(1 if different or not done else 0)


if __name__ == "__main__":
    main()
