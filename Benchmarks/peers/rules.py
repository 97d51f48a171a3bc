#!/usr/bin/env python3
"""Rules of languages beside PyThaiNLP, viet_text_tools and SIL's khnormal: equality, then speed.

    VENV=/somewhere; python3 -m venv $VENV
    $VENV/bin/pip install -r Benchmarks/peers/rules-requirements.txt
    $VENV/bin/python Benchmarks/peers/rules.py .build/release/lontar th=FILE vi=FILE km=FILE [--khnormal FILE]

khnormal is the script of sillsdev/khmer-character-specification, python/scripts/khnormal (MIT). Each peer
runs per line in this process, as people call it; Lontar as a process, started up anew each time, on one
thread. Speeds are by CPU seconds. A difference is counted under the first reason below that explains it;
what no reason explains is printed, and the script leaves with 1. The lines of HARD are compared before
the texts.
"""

import argparse
import importlib.machinery
import importlib.util
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata

# Lontar's rules that do what the peer does and no more, and the reasons for what differs.
RULES = {
    "th": ["--rules", "none,+G3,+G4,+T1,+T2,+T3,+T4,+T5,+T6,+T7", "--zwsp", "remove"],
    "vi": ["--rules", "none,+V6", "--tone", "new"],
    "km": ["--rules", "none,+K1,+K2,+K3,+K4,+K5,+K6,+K7,+K8,+K13"],
}

# Every rule, and what the peers are known to get wrong.
HARD = {
    "th": "เเปลก|นํา|นํ้า|น้ํา|นำ้|ก่ิ|ก์ิ|กา่|กๅ|ฤๅ|นาาา|ไไป|กา า|ก่้|พ ุ่ม|ที่ี|นี่้|กํํา|เเเ|แแ|ะะ|กิิ|กุุ|ก็็|กำำ"
    "|นา\u200bา|ก\u200c่า|ๆๆ|เกมส์์",
    "vi": "hoà thuý khoẻ gìa qúy nghiã vâỵ thủơ hòan|HOÀ|Hoà bình|loà xoà|ngoẻo|qui|quí|giêng|gíêng|khuỷu|khúyu"
    "|ngoáy|ngóay|uỷ ban|ủy ban|thuở|tuần|túân|cuả|của|nghiêng|giếng|quốc|qúôc|hoằng|hòăng|tòan|xoèn xoẹt|xòen"
    "|thúê|đòan|già|gìn|giờ|gìơ|ýêu|miá|bìa|bià|bùa|buà|Facebook café résumé naïve",
    "km": "ខែ្មរ|ស៊្រី|កះា|កំា|កេី|កេា|មន្រ្តី|ក្ដ|សុី|រុិ|បុិ|វុ័|ប៊\u200cី|ក៊\u200cា|ក្្ន|ក\u17dd្ន|ខ្មែរ|ក្រ្ត|ស្ត្រី|ស្រ្តី",
}


def thai():
    from pythainlp.util.normalize import normalize, remove_repeat_vowels, remove_zw, reorder_vowels

    # Equal are the parts of normalize() that mend spelling; the rest of it changes spaces and drops
    # lines. What people call is the whole, and so that is timed.
    return lambda line: remove_repeat_vowels(reorder_vowels(remove_zw(line))), normalize


def vietnamese():
    from viet_text_tools import normalize_diacritics

    function = lambda line: normalize_diacritics(line, new_style=True)
    return function, function


def khmer(path):
    loader = importlib.machinery.SourceFileLoader("khnormal", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("khnormal", loader))
    loader.exec_module(module)
    return module.khnormal, module.khnormal


def reason(language, line, ours, theirs):
    if unicodedata.normalize("NFC", theirs) == ours:
        return "the peer does not give NFC"
    if language == "th":
        if re.search(r"[ะาำๅเแโใไัิ-ฺ็์ํ๎] +[ะาำๅเแโใไัิ-ฺ็์ํ๎]", line):
            return "T6: the peer takes spaces between repeated vowels away"
        if "ํํ" in line:
            return "T2: the peer leaves a second nikhahit before sara am"
    if language == "vi":
        return None
    if language == "km":
        if "\u17bb" in line:
            return "K6: the peer gives re.X where a count stands, so that its pattern never matches"
        if "\u17dd" in line:
            return "K13: the peer does not mend what NFC does to U+17DD"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("lontar")
    parser.add_argument("texts", nargs="+", metavar="LANG=FILE")
    parser.add_argument("--khnormal")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--megabytes", type=float, default=1)
    options = parser.parse_args()
    makers = {"th": thai, "vi": vietnamese, "km": lambda: khmer(options.khnormal)}
    isDifferent = False
    for text in options.texts:
        language, path = text.split("=", 1)
        if language == "km" and not options.khnormal:
            print("km: needs --khnormal")
            continue
        peer, timed = makers[language]()
        data = open(path, "rb").read()
        command = [options.lontar, "normalize", "--quiet", "--jobs", "1", "--lang", language, *RULES[language]]
        cut = data.rfind(b"\n", 0, int(options.megabytes * 1e6)) + 1
        sample = data[: cut or len(data)]
        lines = sample.decode().split("\n")[:-1]
        asked = HARD[language].split("|") + lines
        ours = subprocess.run(
            command, input="\n".join(asked).encode() + b"\n", check=True, capture_output=True
        ).stdout.decode().split("\n")
        reasons, unexplained = {}, []
        for line, mine in zip(asked, ours):
            theirs = peer(line)
            if theirs == mine:
                continue
            why = reason(language, line, mine, theirs)
            reasons[why] = reasons.get(why, 0) + 1
            if why is None and len(unexplained) < 10:
                unexplained.append((line, mine, theirs))
        print(f"{language}: {len(asked)} lines, different: {reasons or 'none'}")
        for line, mine, theirs in unexplained:
            at = next((i for i, (a, b) in enumerate(zip(mine, theirs)) if a != b), 0)
            cut = slice(max(at - 12, 0), at + 12)
            print(f"  ours {mine[cut]!r}\n  peer {theirs[cut]!r}")
        isDifferent = isDifferent or bool(unexplained)
        # One after the other in each round. Lontar gets a file of more text, so that its start does not count.
        many = tempfile.NamedTemporaryFile()
        for _ in range(max(1, int(200e6 / max(len(data), 1)))):
            many.write(data)
        many.flush()
        rates = {"peer": [], "ours": []}
        for _ in range(options.rounds):
            start = time.process_time()
            for line in lines:
                timed(line)
            rates["peer"].append(len(sample) / 1e6 / (time.process_time() - start))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([*command, many.name], check=True, stdout=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            rates["ours"].append(many.tell() / 1e6 / taken)
        ratio = statistics.median(o / p for o, p in zip(rates["ours"], rates["peer"]))
        print(
            f"{language}: peer {statistics.median(rates['peer']):.2f} MB/s, "
            f"ours {statistics.median(rates['ours']):.0f} MB/s, {ratio:.0f} times"
        )
    sys.exit(1 if isDifferent else 0)


if __name__ == "__main__":
    main()
