#!/usr/bin/env python3
"""Writes Tests/LontarTokensTests/Fixtures: small tokenizers, and what Hugging Face tokenizers and SentencePiece make
of some lines with them.

    .venv/bin/python fixtures.py
"""

import base64
import io
import json
import pathlib

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

import formats

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Tests/LontarTokensTests/Fixtures"
CORPUS = [
    "ภาษาไทยเป็นภาษาที่เขียนติดกันโดยไม่เว้นวรรค ภาษาไทยสวยงาม", "ភាសាខ្មែរសរសេរជាប់គ្នា ភាសាខ្មែរពិរោះ", "Tiếng Việt viết các âm tiết rời nhau; tiếng Việt có sáu thanh.",
    "Anak-anak bermain-main di halaman rumah. I'll see them at 10:30!", "မြန်မာဘာသာစကားကို ရေးသားသည်။", "ພາສາລາວຂຽນຕິດກັນ ພາສາລາວມ່ວນ  中文也不用空格。",
] * 4
LINES = CORPUS[:6] + [
    "", " ", "  spaces   everywhere ", "<s> [MASK] x[MASK]", "Vie\u0323\u0302t ﬁne ½ İstanbul", "กำ ปฏิบัติ", "中文 字", "😀👩‍🌾 e\u0301", "UNKNOWN Ж漢 Ж Ж", "\ttab\u00a0x\u3000", "ไทยไทย the the", "▁x ▁▁y",
]


def tokenizers():
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    bert = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    bert.normalizer, bert.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    bert.train_from_iterator(CORPUS, trainers.WordPieceTrainer(vocab_size=220, special_tokens=special, show_progress=False))
    bert.add_special_tokens([AddedToken("[MASK]", lstrip=True)])
    bert.post_processor = processors.TemplateProcessing(**formats.TEMPLATE, special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    bert.decoder = decoders.WordPiece()
    yield "bert", bert
    llama = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    llama.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    llama.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    byte_tokens = [f"<0x{byte:02X}>" for byte in range(256)]
    llama.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=420, limit_alphabet=60, special_tokens=["<unk>", "<s>", "</s>", *byte_tokens], show_progress=False))
    yield "llama", llama
    unigram = Tokenizer(models.Unigram())
    unigram.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    unigram.pre_tokenizer, unigram.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    unigram.train_from_iterator(CORPUS, trainers.UnigramTrainer(vocab_size=180, unk_token="<unk>", special_tokens=["<s>", "<unk>", "</s>"], show_progress=False))
    unigram.add_tokens([AddedToken("ไทย", single_word=True)])
    yield "unigram", unigram
    roberta = Tokenizer(models.BPE())
    roberta.pre_tokenizer, roberta.decoder = pre_tokenizers.ByteLevel(add_prefix_space=True), decoders.ByteLevel()
    roberta.normalizer = normalizers.NFC()
    roberta.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=350, special_tokens=["<s>", "</s>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    roberta.post_processor = processors.RobertaProcessing(("</s>", 1), ("<s>", 0), True, True)
    yield "roberta", roberta
    truncated = Tokenizer.from_str(bert.to_str())
    truncated.enable_truncation(max_length=7, stride=2)
    truncated.enable_padding(length=9, pad_id=0)
    yield "truncated", truncated


def main():
    FOLDER.mkdir(exist_ok=True)
    for name, tokenizer in tokenizers():
        file = json.loads(tokenizer.to_str())
        (FOLDER / f"{name}.json").write_text(json.dumps(file, ensure_ascii=False, separators=(",", ":")) + "\n")
        cases = []
        for line in LINES:
            encoding = tokenizer.encode(line)
            ids = tokenizer.encode(line, add_special_tokens=False).ids
            cases.append({"text": line, "decoded": tokenizer.decode(encoding.ids, skip_special_tokens=False), "bare": ids, **formats.expected(encoding, line)})
        write(name, cases)
    rules = FOLDER / "rules.tsv"
    rules.write_text("FB01\t66 69\nBD\t31 2044 32\nE33\tE4D E32\n3000\t20\nA0\t20\n9\t20\n65 301\tE9\n")
    for name, options in {"unigram": {"normalization_rule_tsv": str(rules)}, "bpe": {"model_type": "bpe", "byte_fallback": True, "user_defined_symbols": ["<s2>", "ไทย"]}}.items():
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(CORPUS), model_writer=model, vocab_size=480 if "byte_fallback" in options else 150, hard_vocab_limit=False, minloglevel=2, **{"normalization_rule_name": "identity", **options})
        (FOLDER / f"sp-{name}.base64").write_bytes(base64.encodebytes(model.getvalue()))
        theirs = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
        write(f"sp-{name}", [{"text": line, "ids": theirs.encode(line), "decoded": theirs.decode(theirs.encode(line))} for line in LINES])
    rules.unlink()


def write(name, cases):
    (FOLDER / f"{name}.expected.jsonl").write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases))


if __name__ == "__main__":
    main()
