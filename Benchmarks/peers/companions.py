#!/usr/bin/env python3
"""Are the ids right for the files that come in pairs, or without what cuts text?

    .venv/bin/python companions.py [NAME…]      only the files whose name holds one of these

`vocab.txt` of WordPiece and `vocab.json` with `merges.txt` beside Hugging Face tokenizers, codes of subword-nmt and of
fastBPE with a dictionary, as PhoBERT has them, beside subword-nmt, and `tekken.json` beside mistral-common. All over the
first 256 kB of each text, and adversarial lines. Leaves with 1 when any differs.
"""

import base64
import io
import json
import sys

import adversarial
import data
import shapes
from measure import RESULTS
from ranks import Library

FOLDER = RESULTS / "companions"


def lines():
    found = []
    for path in data.texts().values():
        found += path.read_bytes()[: 1 << 18].decode(errors="ignore").split("\n")
    found += [line.decode()[:5000] for line in adversarial.lines(6000)]
    return found + ["", " ", "  a  ", "[CLS] x[MASK] [UNK]", "<s> <pad></s> <mask> <unk>", "Việt_Nam đẹp", "x" * 120]


def compare(name, path, expected, texts):
    ours = Library(path)
    for text, theirs in zip(texts, expected(texts)):
        found = ours.encode(text.encode()).tolist()
        if found != theirs:
            print(f"DIFFERENT {name}: {text[:150]!r}: expected {theirs[:40]}, found {found[:40]}", flush=True)
            return False
    print(f"equal     {name}: {len(texts):,} lines", flush=True)
    return True


def word_pieces(cased):
    from tokenizers import BertWordPieceTokenizer

    folder = FOLDER / ("cased" if cased else "uncased")
    folder.mkdir(parents=True, exist_ok=True)
    options = dict(lowercase=not cased, strip_accents=not cased)
    trained = BertWordPieceTokenizer(**options)
    trained.train_from_iterator(shapes.sample(1 << 17), vocab_size=8000, show_progress=False)
    trained.save_model(str(folder))
    peer = BertWordPieceTokenizer(str(folder / "vocab.txt"), **options)
    return folder / "vocab.txt", lambda texts: [
        one.ids for one in peer.encode_batch(texts, add_special_tokens=False)
    ]


def byte_pairs():
    from tokenizers import ByteLevelBPETokenizer

    folder = FOLDER / "pairs"
    folder.mkdir(parents=True, exist_ok=True)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(
        shapes.sample(1 << 17), vocab_size=8000, special_tokens=special, show_progress=False
    )
    trained.save_model(str(folder))
    peer = ByteLevelBPETokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"))
    peer.add_special_tokens(special)
    return folder / "vocab.json", lambda texts: [one.ids for one in peer.encode_batch(texts)]


def codes(fast):
    from subword_nmt import apply_bpe, learn_bpe

    folder = FOLDER / ("fastbpe" if fast else "subword-nmt")
    folder.mkdir(parents=True, exist_ok=True)
    texts = [" ".join(line.split()) for line in shapes.sample(1 << 16)]
    learned = io.StringIO()
    learn_bpe.learn_bpe(io.StringIO("\n".join(texts)), learned, 3000)
    text = learned.getvalue()
    if fast:
        # fastBPE's have no header, and end in a count.
        merges = text.splitlines()[1:]
        text = "".join(f"{merge} {10_000 - place}\n" for place, merge in enumerate(merges))
    (folder / "bpe.codes").write_text(text)
    peer = apply_bpe.BPE(io.StringIO(learned.getvalue()))
    counts = {}
    for line in texts:
        for piece in peer.segment(line).split():
            counts[piece] = counts.get(piece, 0) + 1
    # Some pieces are not in the dictionary.
    listed = [piece for piece, count in sorted(counts.items(), key=lambda one: -one[1]) if count > 2]
    (folder / "vocab.txt").write_text("".join(f"{piece} {counts[piece]}\n" for piece in listed))
    ids = {piece: place + 4 for place, piece in enumerate(listed)}

    def encode(lines):
        for line in lines:
            yield [ids.get(piece, 3) for piece in peer.segment(line).split()] if line else []

    return folder / "bpe.codes", encode


def tekken():
    import warnings

    from mistral_common.tokens.tokenizers.tekken import Tekkenizer

    warnings.simplefilter("ignore")
    folder = FOLDER / "tekken"
    folder.mkdir(parents=True, exist_ok=True)
    import rivals

    pattern = (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
        r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    )
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

    trained = Tokenizer(models.BPE())
    plain = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    trained.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(pattern), "isolated"), plain])
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=12_000, initial_alphabet=alphabet, show_progress=False)
    trained.train_from_iterator(shapes.sample(1 << 17), trainer)
    byte = rivals.bytes_of_characters()
    learned = [
        bytes(byte[character] for character in token)
        for token, _ in sorted(trained.get_vocab().items(), key=lambda pair: pair[1])
    ]
    tokens = [bytes([one]) for one in range(256)] + [token for token in learned if len(token) > 1]
    special = [("<unk>", 0), ("<s>", 1), ("</s>", 2), ("[INST]", 3), ("[/INST]", 4)]
    file = {
        "config": {
            "pattern": pattern, "num_vocab_tokens": len(tokens), "default_vocab_size": len(tokens) + 1000 - 100,
            "default_num_special_tokens": 1000, "version": "v3",
        },
        "vocab": [
            {"rank": rank, "token_bytes": base64.b64encode(token).decode(), "token_str": None}
            for rank, token in enumerate(tokens)
        ],
        "special_tokens": [{"rank": rank, "token_str": name, "is_control": True} for name, rank in special],
    }
    path = folder / "tekken.json"
    path.write_text(json.dumps(file))
    peer = Tekkenizer.from_file(path)

    def encode(lines):
        for line in lines:
            yield peer.encode(line, bos=False, eos=False)

    return path, encode


def plain_words(texts):
    """Lines as subword-nmt reads them: with single spaces, and without what it takes for a line's end."""
    return [" ".join(text.split()) for text in texts]


def without(texts, *specials):
    return [text for text in texts if not any(special in text for special in specials)]


def main():
    texts = lines()
    kinds = {
        "vocab.txt, uncased": (lambda: word_pieces(False), texts),
        "vocab.txt, cased": (lambda: word_pieces(True), texts),
        "vocab.json and merges.txt": (byte_pairs, texts),
        # subword-nmt and mistral-common look for no special tokens in text.
        "bpe.codes of subword-nmt": (lambda: codes(False), without(plain_words(texts), "<s>", "<pad>", "</s>")),
        "bpe.codes of fastBPE": (lambda: codes(True), without(plain_words(texts), "<s>", "<pad>", "</s>")),
        "tekken.json": (tekken, without(texts, "<s>", "</s>", "<unk>", "[INST]")),
    }
    right = True
    for name, (make, lines_of_it) in kinds.items():
        if sys.argv[1:] and not any(wanted in name for wanted in sys.argv[1:]):
            continue
        path, expected = make()
        right &= compare(name, path, expected, lines_of_it)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
