"""Makes the tokenizers that race.py encodes with, once, in results/race.

Each is a dictionary from rivals to files; `""` is for those that are not named.
"""

import io
import json
import subprocess

import data
import rivals
from measure import lontar

LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
QWEN2 = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")
SIZE = 32_000


def made(kind, folder):
    """The files of one kind of tokenizer."""
    if kind == "o200k":
        return o200k(folder)
    if kind == "trained":
        path = folder / "trained.json"
        if not path.exists():
            training = [lontar(), "train", data.mix(), "--vocab-size", str(SIZE), "--quiet", "--pre-tokenizer", "o200k"]
            subprocess.run([*training, "--special", rivals.SPECIAL, "-o", path], check=True)
        return {"": path}
    if kind.startswith("spm-"):
        path = folder / f"{kind}.model"
        if not path.exists():
            path.write_bytes(sentencepiece_model(kind.removeprefix("spm-")))
        return {"": path}
    path = folder / f"{kind}.json"
    if not path.exists():
        shape(kind).save(str(path))
    return {"": path}


def sample(limit=1 << 19):
    """Some lines of each text: what training takes minutes for otherwise."""
    for path in data.texts().values():
        yield from path.read_bytes()[:limit].decode(errors="ignore").splitlines()


def shape(kind):
    """A tokenizer as Hugging Face trains it, in the shape of a family of models."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

    byte_names = [f"<0x{byte:02X}>" for byte in range(256)]
    trainer = dict(vocab_size=SIZE, show_progress=False)
    if kind in ("llama3", "qwen", "roberta"):
        tokenizer = Tokenizer(models.BPE(ignore_merges=kind == "llama3"))
        pattern = pre_tokenizers.Split(Regex(QWEN2 if kind == "qwen" else LLAMA3), "isolated")
        plain = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pattern, plain])
        if kind == "roberta":
            tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
        if kind == "qwen":
            tokenizer.normalizer = normalizers.NFC()
        tokenizer.decoder = decoders.ByteLevel()
        alphabet = pre_tokenizers.ByteLevel.alphabet()
        trained = trainers.BpeTrainer(initial_alphabet=alphabet, special_tokens=["<|endoftext|>", "<mask>"], **trainer)
        tokenizer.train_from_iterator(sample(), trained)
        if kind == "roberta":
            tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True)])
        return tokenizer
    if kind in ("gemma", "llama2", "metaspace"):
        tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
        # Trained on words; the whole line is one piece when it is used, as in Gemma and Llama 2.
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        special = ["<pad>", "<eos>", "<bos>", "<unk>"] + byte_names
        tokenizer.train_from_iterator(
            sample(), trainers.BpeTrainer(special_tokens=special, limit_alphabet=1500, **trainer)
        )
        if kind == "metaspace":
            return without_added(tokenizer, byte_names)
        tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous") if kind == "gemma" else None
        marks = normalizers.Replace(" ", "▁")
        both = normalizers.Sequence([normalizers.Prepend("▁"), marks])
        tokenizer.normalizer = marks if kind == "gemma" else both
        tokenizer.decoder = decoders.Sequence(
            [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
        )
        return without_added(tokenizer, byte_names)
    if kind == "wordpiece":
        tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        tokenizer.normalizer = normalizers.BertNormalizer()
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        tokenizer.train_from_iterator(sample(), trainers.WordPieceTrainer(special_tokens=special, **trainer))
        return tokenizer
    if kind == "unigram":
        tokenizer = Tokenizer(models.Unigram())
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        special = ["<s>", "<unk>", "</s>"]
        lines = (line[:300] for line in sample(1 << 18))
        tokenizer.train_from_iterator(
            lines, trainers.UnigramTrainer(unk_token="<unk>", special_tokens=special, vocab_size=8000, show_progress=False)
        )
        return tokenizer
    raise SystemExit(f"no kind of tokenizer called {kind}")


def without_added(tokenizer, names):
    """Takes tokens of bytes from the added ones: they are the model's."""
    from tokenizers import Tokenizer

    file = json.loads(tokenizer.to_str())
    file["added_tokens"] = [token for token in file["added_tokens"] if token["content"] not in names]
    return Tokenizer.from_str(json.dumps(file))


def sentencepiece_model(kind):
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(line[:1000] for line in sample(1 << 19)),
        model_writer=model,
        model_type=kind,
        vocab_size=16_000,
        byte_fallback=kind == "bpe",
        normalization_rule_name="identity" if kind == "bpe" else "nmt_nfkc",
        minloglevel=2,
    )
    return model.getvalue()


def o200k(folder):
    """OpenAI's ranks, and the same as a tokenizer.json for those that read no ranks."""
    import base64

    import zstandard

    ranks, path = folder / "o200k_base.tiktoken", folder / "o200k_base.json"
    if not ranks.exists():
        packed = data.SHARED.parent / "vocabularies/o200k_base.tiktoken.zst"
        ranks.write_bytes(zstandard.decompress(packed.read_bytes(), max_output_size=1 << 26))
    if not path.exists():
        rank_of = {}
        for line in ranks.read_bytes().splitlines():
            token, rank = line.split()
            rank_of[base64.b64decode(token)] = int(rank)
        path.write_text(json.dumps(tokenizer_json(rank_of)))
    return {"": path, "lontar": ranks}


def tokenizer_json(rank_of):
    """A tokenizer.json of ranks: the last merge of each token, as BPE without that token comes to it."""
    character = {byte: character for character, byte in rivals.bytes_of_characters().items()}

    def name(token):
        return "".join(character[byte] for byte in token)

    merges = []
    for token, rank in sorted(rank_of.items(), key=lambda pair: pair[1]):
        if len(token) == 1:
            continue
        parts = [bytes([byte]) for byte in token]
        while len(parts) > 2:
            pairs = [(rank_of.get(a + b, rank), place) for place, (a, b) in enumerate(zip(parts, parts[1:]))]
            lowest, place = min(pairs)
            if lowest >= rank:
                break
            parts[place : place + 2] = [parts[place] + parts[place + 1]]
        if len(parts) == 2:
            merges.append([name(parts[0]), name(parts[1])])
    tokenizer = json.loads(rivals.untrained("o200k").to_str())
    tokenizer["model"] |= {"vocab": {name(token): rank for token, rank in rank_of.items()}, "merges": merges}
    return tokenizer
