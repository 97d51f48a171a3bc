"""The rivals, set up to do the work that Lontar does, and each runnable as a process of its own.

    python3 rivals.py train hf|rustbpe|sentencepiece|gigatoken PATTERN VOCABULARY_SIZE FILE OUT
    python3 rivals.py encode hf|tiktoken TOKENIZER_JSON FILE OUT JOBS
"""

import functools
import json
import sys

LETTERS = r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
CAPITALS = r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
CONTRACTION = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
PATTERNS = {
    "gpt2": r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
    "cl100k": CONTRACTION
    + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    "o200k": f"{LETTERS}{CONTRACTION}?|{CAPITALS}{CONTRACTION}?"
    + r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}
SPECIAL = "<|endoftext|>"


def untrained(pattern):
    """Hugging Face's byte-level BPE tokenizer, before training."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers

    tokenizer = Tokenizer(models.BPE())
    if pattern == "gpt2":
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    else:
        split = pre_tokenizers.Split(Regex(PATTERNS[pattern]), "isolated")
        bytes_of = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, bytes_of])
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def trained(pattern, files, size, specials=(SPECIAL,), minimum=0):
    """The tokenizer that Hugging Face trains; it reads lines, each with its newline."""
    from tokenizers import pre_tokenizers, trainers

    tokenizer = untrained(pattern)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=minimum,
        special_tokens=list(specials),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train([str(file) for file in files], trainer)
    return tokenizer


def train(rival, pattern, size, file, out):
    size = int(size)
    if rival == "hf":
        trained(pattern, [file], size).save(out)
    elif rival == "rustbpe":
        import rustbpe

        tokenizer = rustbpe.Tokenizer()
        with open(file, encoding="utf-8", newline="\n") as lines:
            # Special tokens are not its matter: one entry fewer.
            tokenizer.train_from_iterator(lines, size - 1, pattern=PATTERNS[pattern])
        with open(out, "w") as written:
            json.dump([token.hex() for token, _ in tokenizer.get_mergeable_ranks()], written)
    elif rival == "gigatoken":
        import gigatoken

        _, merges = gigatoken.train_bpe(file, size, [SPECIAL])
        with open(out, "w") as written:
            json.dump([[left.hex(), right.hex()] for left, right in merges], written)
    elif rival == "sentencepiece":
        import sentencepiece

        sentencepiece.SentencePieceTrainer.train(
            input=file,
            model_prefix=out,
            model_type="bpe",
            vocab_size=size,
            character_coverage=1.0,
            normalization_rule_name="identity",
            max_sentence_length=1 << 24,
            num_threads=2,
            minloglevel=2,
        )


@functools.cache
def bytes_of_characters():
    """The byte that each character of a byte-level vocabulary stands for."""
    shown = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return {chr(byte): byte for byte in shown} | {chr(256 + n): b for n, b in enumerate(hidden)}


def ranked(path):
    """The tokens of a byte-level tokenizer.json, each with its id, for tiktoken: bytes to rank."""
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    specials = {token["content"]: token["id"] for token in content["added_tokens"]}
    byte = bytes_of_characters()
    ranks = {
        bytes(byte[character] for character in token): id
        for token, id in content["model"]["vocab"].items()
        if token not in specials
    }
    return ranks, specials


def pattern_of(path):
    """The name of the pattern that a tokenizer.json cuts text with."""
    with open(path, encoding="utf-8") as file:
        pre_tokenizer = json.dumps(json.load(file)["pre_tokenizer"])
    if r"\\p{Lt}" in pre_tokenizer:
        return "o200k"
    return "cl100k" if "{1,3}" in pre_tokenizer else "gpt2"


def tiktoken_patterns():
    """The patterns as tiktoken words them, which is the fastest way for its engine."""
    from tiktoken_ext import openai_public

    # Wanted without the vocabularies that it would download beside them.
    openai_public.load_tiktoken_bpe = lambda *_, **__: {}
    return {
        "gpt2": openai_public.r50k_pat_str,
        "cl100k": openai_public.cl100k_base()["pat_str"],
        "o200k": openai_public.o200k_base()["pat_str"],
    }


def encoder(rival, path, jobs):
    """A function from lines to the ids of each; special tokens in the text count as such."""
    if rival == "hf":
        import tokenizers

        tokenizer = tokenizers.Tokenizer.from_file(path)
        return lambda lines: [one.ids for one in tokenizer.encode_batch(lines)]
    if rival == "tiktoken":
        import tiktoken

        ranks, specials = ranked(path)
        pattern = tiktoken_patterns()[pattern_of(path)]
        encoding = tiktoken.Encoding(
            "trained", pat_str=pattern, mergeable_ranks=ranks, special_tokens=specials
        )
        if jobs == 1:
            return lambda lines: [encoding.encode(line, allowed_special="all") for line in lines]
        return lambda lines: encoding.encode_batch(lines, num_threads=jobs, allowed_special="all")
    sys.exit(f"no rival called {rival}")


def batches(file, keeping_ends, size=4096):
    """Lines of a file, in lists."""
    with open(file, encoding="utf-8", newline="\n") as lines:
        batch = []
        for line in lines:
            batch.append(line if keeping_ends else line.removesuffix("\n"))
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch


def encode(rival, path, file, out, jobs, layout="u32"):
    """Writes the ids of each line: as text without its newline, or packed with it, as Lontar does."""
    import numpy

    encode_lines = encoder(rival, path, int(jobs))
    with open(out, "wb") as written:
        for batch in batches(file, keeping_ends=layout == "u32"):
            for ids in encode_lines(batch):
                if layout == "u32":
                    written.write(numpy.array(ids, dtype="<u4").tobytes())
                else:
                    written.write(" ".join(map(str, ids)).encode() + b"\n")


if __name__ == "__main__":
    {"train": train, "encode": encode}[sys.argv[1]](*sys.argv[2:])
