#!/usr/bin/env python3
"""Does Lontar give the ids, pieces, offsets and texts of Hugging Face tokenizers for files of every kind?

    .venv/bin/python formats.py [NAME…]      only the tokenizers whose name holds one of these

Makes some fifty tokenizer.json files with every component, encodes real and adversarial lines with both, and
decodes. Prints a line for each, and leaves with 1 when any differs.
"""

import json
import pathlib
import subprocess
import sys
import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

import adversarial
import data
from measure import RESULTS, lontar

FOLDER = RESULTS / "formats"
PATTERN = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
TEMPLATE = {"single": "[CLS] $A [SEP]", "pair": "[CLS] $A [SEP] $B:1 [SEP]:1"}


def lines():
    """Some lines of each text, and adversarial ones."""
    found = []
    for path in data.texts().values():
        text = path.read_bytes()
        found += text[: 1 << 20].decode(errors="ignore").split("\n")[:120]
    found += [line.decode()[:4000] for line in adversarial.lines(1500)]
    found += [
        "", " ", "  a  ", "<s>", " <s> x", "x<mask>y", "the <mask> , cat<mask>", "[CLS]", "Hello, World! 123 ١٢٣",
        "Việt Nam\u0301", "Vie\u0323\u0302t", "ﬁne ﬀ ½ ①②", "中文字符 mixed", "ÀÉÎ İstanbul ẞ Σς", "a\u0300\u0301b", "한국어 각", "ｱｲｳ", "e\u200bx\u200dy",
        "don't can't I'm we've", "\ttab\u00a0nbsp\u3000wide", "1234567890", "a.b,c!d?e", "▁x ▁▁y", "กำ นี้ ปฏิบัติ", "ភាសាខ្មែរ", "မြန်မာ", "ພາສາລາວ",
        "😀😃👩‍🌾🇹🇭", "x" * 120, "ก" * 110, "a b" * 60,
    ]
    # Expressions go through ICU, which need not know the newest characters.
    found = ["".join(c for c in line.replace("\r", " ") if unicodedata.category(c) != "Cn") for line in found]
    return [line for line in found if "\n" not in line]


def corpus():
    return [line for path in data.texts().values() for line in path.read_bytes()[: 1 << 17].decode(errors="ignore").split("\n")]


def bpe(**options):
    return Tokenizer(models.BPE(**options))


def trained(tokenizer, trainer, texts=None):
    tokenizer.train_from_iterator(texts or corpus(), trainer)
    return tokenizer


def bpe_trainer(**options):
    return trainers.BpeTrainer(vocab_size=3000, show_progress=False, **options)


def changed(tokenizer, change):
    file = json.loads(tokenizer.to_str())
    change(file)
    return Tokenizer.from_str(json.dumps(file))


def byte_level(pre_tokenizer, **options):
    tokenizer = bpe(**options)
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    return trained(tokenizer, bpe_trainer(initial_alphabet=alphabet, special_tokens=["<s>", "</s>", "<mask>", "[CLS]", "[SEP]"]))


def split(pattern, behavior, invert=False):
    return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(pattern), behavior, invert), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def character_map():
    """SentencePiece's, from a model trained with it."""
    import io

    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2 as proto

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus()), model_writer=model, vocab_size=2000, hard_vocab_limit=False, minloglevel=2
    )
    parsed = proto.ModelProto()
    parsed.ParseFromString(model.getvalue())
    return parsed.normalizer_spec.precompiled_charsmap


def tokenizers():
    gpt2 = pre_tokenizers.ByteLevel(add_prefix_space=False)
    yield "gpt2", byte_level(gpt2)
    roberta = byte_level(pre_tokenizers.ByteLevel(add_prefix_space=True))
    roberta.post_processor = processors.RobertaProcessing(("</s>", 1), ("<s>", 0), trim_offsets=True, add_prefix_space=True)
    yield "roberta", roberta
    mask = byte_level(gpt2)
    mask.add_special_tokens([AddedToken("<mask>", lstrip=True), AddedToken("</s>", rstrip=True), AddedToken("<s>", single_word=True)])
    mask.add_tokens([AddedToken("ไทย", normalized=True), AddedToken("the", single_word=True), AddedToken("an", lstrip=True, rstrip=True, normalized=False)])
    yield "added tokens", mask
    nfc = byte_level(split(PATTERN, "isolated"))
    nfc.normalizer = normalizers.NFC()
    nfc.post_processor = processors.ByteLevel(trim_offsets=False)
    yield "qwen", nfc
    llama3 = byte_level(split(PATTERN, "isolated"), ignore_merges=True)
    llama3.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=True), processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s> $B:1", special_tokens=[("<s>", 0)])])
    yield "llama3", llama3
    yield "inverted", byte_level(split(PATTERN, "removed", invert=True))
    for behavior in ("removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous"):
        yield f"split {behavior}", byte_level(split(r"\p{L}{3}|\d", behavior))
        yield f"split {behavior} inverted", byte_level(split(r"[a-z]+|ก.", behavior, invert=True))
        yield f"punctuation {behavior}", byte_level(pre_tokenizers.Sequence([pre_tokenizers.Punctuation(behavior), gpt2]))
    literal = pre_tokenizers.Sequence([pre_tokenizers.Split("an", "merged_with_next"), gpt2])
    yield "split on a string", byte_level(literal)
    deepseek = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(r"\p{N}{1,3}"), "isolated"), pre_tokenizers.Split(Regex("[一-龥぀-ゟ゠-ヿ]+"), "isolated"), pre_tokenizers.Digits(individual_digits=True), gpt2])
    yield "several splits", byte_level(deepseek)

    partial = bpe()
    partial.pre_tokenizer = gpt2
    partial.decoder = decoders.ByteLevel()
    yield "bytes missing", trained(partial, bpe_trainer(), ["only English here, with few bytes"] * 3)
    normalizing = bpe(unk_token="<unk>")
    normalizing.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.ByteLevel()])
    yield "byte-level normaliser", trained(normalizing, bpe_trainer(special_tokens=["<unk>"]))

    for fuse in (False, True):
        llama = bpe(unk_token="<unk>", fuse_unk=fuse, byte_fallback=True)
        llama.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
        llama.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
        llama.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s> $B:1", special_tokens=[("<s>", 1)])
        special = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
        yield f"llama2 fuse {fuse}", trained(llama, bpe_trainer(special_tokens=special, limit_alphabet=150))
    for scheme in ("always", "first", "never"):
        meta = bpe(unk_token="<unk>", fuse_unk=True, byte_fallback=False)
        meta.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme=scheme, split=scheme != "first")
        meta.decoder = decoders.Metaspace(prepend_scheme=scheme)
        trained(meta, bpe_trainer(special_tokens=["<unk>", "<s>"], limit_alphabet=200))
        meta.add_tokens([AddedToken("xyz", normalized=True)])
        yield f"metaspace {scheme}", meta
        if scheme == "first":
            stripped = Tokenizer.from_str(meta.to_str())
            stripped.normalizer = normalizers.Strip(right=False)
            yield "metaspace first, stripped", stripped
    word = bpe(unk_token="<unk>", end_of_word_suffix="</w>")
    word.normalizer = normalizers.BertNormalizer(strip_accents=False)
    word.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    word.decoder = decoders.BPEDecoder()
    yield "word suffix", trained(word, bpe_trainer(special_tokens=["<unk>"], end_of_word_suffix="</w>"))
    both = bpe(unk_token="<unk>", continuing_subword_prefix="##")
    both.pre_tokenizer = pre_tokenizers.Whitespace()
    yield "continuing prefix", trained(both, bpe_trainer(special_tokens=["<unk>"], continuing_subword_prefix="##", limit_alphabet=100))
    silent = bpe()
    silent.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    yield "unknown left out", trained(silent, bpe_trainer(limit_alphabet=60))

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    wordpiece = trainers.WordPieceTrainer(vocab_size=3000, special_tokens=special, show_progress=False)
    for name, normalizer in {
        "bert": normalizers.BertNormalizer(),
        "bert cased": normalizers.BertNormalizer(lowercase=False),
        "bert accents": normalizers.BertNormalizer(strip_accents=False, clean_text=False),
        "bert parts": normalizers.Sequence([normalizers.NFD(), normalizers.Lowercase(), normalizers.StripAccents(), normalizers.Replace(Regex("[0-9]"), "0")]),
        "bert strip": normalizers.Sequence([normalizers.Nmt(), normalizers.Strip(), normalizers.NFKD()]),
    }.items():
        bert = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=20 if name == "bert cased" else 100))
        bert.normalizer = normalizer
        bert.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trained(bert, wordpiece)
        bert.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
        if name == "bert parts":
            bert.post_processor = processors.TemplateProcessing(**TEMPLATE, special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
        bert.decoder = decoders.WordPiece(cleanup=name != "bert cased")
        bert.add_tokens([AddedToken("Việt", normalized=True), AddedToken("NAM", normalized=False, single_word=True)])
        yield name, bert
    for pre in (pre_tokenizers.Whitespace(), pre_tokenizers.CharDelimiterSplit("a"), pre_tokenizers.UnicodeScripts(), pre_tokenizers.FixedLength(4), pre_tokenizers.Digits(False)):
        level = Tokenizer(models.WordLevel(unk_token="[UNK]"))
        level.pre_tokenizer = pre
        yield f"word level {type(pre).__name__}", trained(level, trainers.WordLevelTrainer(vocab_size=3000, special_tokens=special, show_progress=False))
    for name, normalizer, pre, options in [
        ("unigram", normalizers.NFKC(), pre_tokenizers.Metaspace(), {}),
        ("unigram whole", normalizers.Sequence([normalizers.Precompiled(character_map()), normalizers.Replace(Regex(" {2,}"), " ")]), pre_tokenizers.Metaspace(split=False), {}),
        ("xlm-r", normalizers.Precompiled(character_map()), pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]), {}),
        ("unigram bytes", None, pre_tokenizers.Metaspace(), {"bytes": True}),
    ]:
        unigram = Tokenizer(models.Unigram())
        if normalizer:
            unigram.normalizer = normalizer
        unigram.pre_tokenizer = pre
        unigram.decoder = decoders.Metaspace()
        texts = [line[:200] for line in corpus()[::7]]
        if "bytes" in options:
            texts = [line for line in texts if line.isascii()]
        trained(unigram, trainers.UnigramTrainer(vocab_size=1500, unk_token="<unk>", special_tokens=["<s>", "<unk>", "</s>"], show_progress=False), texts)
        if "bytes" in options:
            def add_bytes(file):
                file["model"]["byte_fallback"] = True
                file["model"]["vocab"] += [[f"<0x{byte:02X}>", -20.0] for byte in range(256)]
            unigram = changed(unigram, add_bytes)
            unigram.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Metaspace()])
        unigram.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
        yield name, unigram
    ctc = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    ctc.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    ctc.decoder = decoders.CTC(pad_token="a", word_delimiter_token=" ")
    yield "ctc", trained(ctc, trainers.WordLevelTrainer(vocab_size=500, special_tokens=special, show_progress=False))
    for name, truncation, padding in [
        ("truncated", dict(max_length=12, stride=3), None),
        ("truncated left", dict(max_length=9, stride=2, direction="left"), dict(length=12, pad_id=0, direction="left")),
        ("padded", None, dict(pad_to_multiple_of=8, pad_id=0, pad_token="[PAD]")),
    ]:
        bert = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        bert.normalizer, bert.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
        trained(bert, wordpiece)
        bert.post_processor = processors.TemplateProcessing(**TEMPLATE, special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
        if truncation:
            bert.enable_truncation(**truncation)
        if padding:
            bert.enable_padding(**padding)
        yield name, bert


def expected(encoding, text):
    found = {
        "ids": encoding.ids, "pieces": encoding.tokens, "offsets": [list(pair) for pair in encoding.offsets], "words": encoding.word_ids,
        "types": encoding.type_ids, "special": encoding.special_tokens_mask, "attention": encoding.attention_mask,
    }
    if encoding.overflowing:
        found["overflowing"] = [expected(part, text) for part in encoding.overflowing]
    return found


def in_characters(found, places):
    """Offsets in bytes as offsets in characters, as Hugging Face tokenizers counts them."""
    pairs = []
    for start, end in found["offsets"]:
        first = places.get(start)
        last = places.get(end)
        if first is None:
            pairs.append([start, end])
        elif last is None:
            pairs.append([first, (places.get(end - 1, first)) + 1])
        else:
            pairs.append([first, last])
    found["offsets"] = pairs
    for part in found.get("overflowing", []):
        in_characters(part, places)
    return found


def places_of(text):
    places, position = {}, 0
    for number, character in enumerate(text):
        for _ in character.encode():
            places[position] = number
            position += 1
    places[position] = len(text)
    return places


def run(command, *arguments):
    return subprocess.run([command, *map(str, arguments)], capture_output=True)


def compare(command, name, tokenizer, texts):
    file, source, ids = FOLDER / f"{name}.json", FOLDER / "lines.txt", FOLDER / "ids.txt"
    tokenizer.save(str(file))
    source.write_bytes("".join(line + "\n" for line in texts).encode())
    for specials in (True, False):
        flags = ["--special-tokens"] if specials else []
        ended = run(command, "encode", source, "--tokenizer", file, "--format", "jsonl", "--quiet", *flags)
        if ended.returncode:
            return f"failed: {ended.stderr.decode().strip()}"
        found = ended.stdout.decode().split("\n")[:-1]
        encodings = tokenizer.encode_batch(texts, add_special_tokens=specials) if not tokenizer.padding else [tokenizer.encode(text, add_special_tokens=specials) for text in texts]
        if len(found) != len(texts):
            return f"{len(found)} lines for {len(texts)}"
        for line, encoding, text in zip(found, encodings, texts):
            theirs, ours = expected(encoding, text), in_characters(json.loads(line), places_of(text))
            for key in [*theirs, *ours]:
                if theirs.get(key) != ours.get(key):
                    return f"{key} of {text[:60]!r}: expected {str(theirs.get(key))[:300]}, found {str(ours.get(key))[:300]}"
    if tokenizer.truncation or tokenizer.padding:
        return None
    plain = run(command, "encode", source, "--tokenizer", file, "--format", "ids", "--quiet")
    listed = [list(map(int, line.split())) for line in plain.stdout.decode().split("\n")[:-1]]
    for one, encoding, text in zip(listed, encodings, texts):
        if one != encoding.ids:
            return f"plain ids of {text[:60]!r}: expected {encoding.ids[:40]}, found {one[:40]}"
    ids.write_bytes(plain.stdout)
    back = run(command, "decode", ids, "--tokenizer", file, "--quiet")
    if back.returncode:
        return f"decode failed: {back.stderr.decode().strip()}"
    decoded = [tokenizer.decode(one, skip_special_tokens=False) if one else "" for one in listed]
    if "".join(line + "\n" for line in decoded) != back.stdout.decode(errors="replace"):
        for one, line, text in zip(decoded, back.stdout.decode(errors="replace").split("\n"), texts):
            if one != line:
                return f"text of {text[:60]!r}: expected {one[:200]!r}, found {line[:200]!r}"
        return "texts differ in their lines"
    return None


def main():
    command, texts = lontar(), lines()
    FOLDER.mkdir(parents=True, exist_ok=True)
    done = different = 0
    for name, tokenizer in tokenizers():
        if sys.argv[1:] and not any(wanted in name for wanted in sys.argv[1:]):
            continue
        found = compare(command, name, tokenizer, texts)
        print(f"{'equal    ' if found is None else 'DIFFERENT'} {name}{': ' + found if found else ''}", flush=True)
        done += 1
        different += found is not None
    print(f"{done - different} of {done} equal to Hugging Face tokenizers on {len(texts)} lines")
    sys.exit(1 if different or not done else 0)


if __name__ == "__main__":
    main()
