#!/usr/bin/env python3
"""Rules of languages beside PyThaiNLP, viet_text_tools and SIL's khnormal: equality, then speed.

    VENV=/somewhere; python3 -m venv $VENV
    $VENV/bin/pip install -r Benchmarks/peers/rules-requirements.txt
    $VENV/bin/python Benchmarks/peers/rules.py .build/release/lontar th=FILE vi=FILE km=FILE [--khnormal FILE]

khnormal is the script of sillsdev/khmer-character-specification, python/scripts/khnormal (MIT). Each peer
runs per line in this process, as people call it; Lontar as a process, started up anew each time, on one
thread. A difference is counted under the first reason below that explains it; what no reason explains is
printed, and the script leaves with 1.
"""

import argparse
import importlib.machinery
import importlib.util
import re
import statistics
import subprocess
import sys
import time
import unicodedata

# Lontar's rules that do what the peer does and no more, and the reasons for what differs.
RULES = {
    "th": ["--rules", "none,+G3,+T1,+T2,+T3,+T4,+T5,+T6,+T7", "--zwsp", "remove"],
    "vi": ["--rules", "none,+V6", "--tone", "new"],
    "km": ["--rules", "none,+K1,+K2,+K3,+K4,+K5,+K6,+K8"],
}


def thai():
    from pythainlp.util.normalize import remove_repeat_vowels, remove_zw, reorder_vowels

    # The parts of normalize() that mend spelling; the rest of it changes spaces and drops lines.
    return lambda line: remove_repeat_vowels(reorder_vowels(remove_zw(line)))


def vietnamese():
    from viet_text_tools import normalize_diacritics

    return lambda line: normalize_diacritics(line, new_style=True)


def khmer(path):
    loader = importlib.machinery.SourceFileLoader("khnormal", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("khnormal", loader))
    loader.exec_module(module)
    return module.khnormal


def reason(language, line, ours, theirs):
    if unicodedata.normalize("NFC", theirs) == ours:
        return "the peer does not give NFC"
    if language == "th":
        if re.search(r"[ะาำๅเแโใไัิ-ฺ็์ํ๎] +[ะาำๅเแโใไัิ-ฺ็์ํ๎]", line):
            return "the peer takes spaces between repeated vowels away"
    if language == "vi":
        return None
    if language == "km":
        if "\u17d2\u178a" in line or "\u17bb" in line:
            return "K5, K6: the peer's flags stand where a count should"
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
        peer = makers[language]()
        data = open(path, "rb").read()
        command = [options.lontar, "normalize", "--quiet", "--jobs", "1", "--lang", language, *RULES[language]]
        ours = subprocess.run(command, input=data, check=True, capture_output=True).stdout
        sample = data[: int(options.megabytes * 1e6)]
        lines = sample.decode(errors="ignore").split("\n")[:-1]
        reasons, unexplained = {}, []
        for line, mine in zip(lines, ours.decode().split("\n")):
            theirs = peer(line)
            if theirs == mine:
                continue
            why = reason(language, line, mine, theirs)
            reasons[why] = reasons.get(why, 0) + 1
            if why is None and len(unexplained) < 10:
                unexplained.append((line, mine, theirs))
        print(f"{language}: {len(lines)} lines, different: {reasons or 'none'}")
        for line, mine, theirs in unexplained:
            at = next((i for i, (a, b) in enumerate(zip(mine, theirs)) if a != b), 0)
            cut = slice(max(at - 12, 0), at + 12)
            print(f"  ours {mine[cut]!r}\n  peer {theirs[cut]!r}")
        isDifferent = isDifferent or bool(unexplained)
        # One after the other in each round. Lontar gets more text, so that its start does not count.
        many = data * max(1, int(60e6 / max(len(data), 1)))
        rates = {"peer": [], "ours": []}
        for _ in range(options.rounds):
            start = time.perf_counter()
            for line in lines:
                peer(line)
            rates["peer"].append(len(sample) / 1e6 / (time.perf_counter() - start))
            start = time.perf_counter()
            subprocess.run(command, input=many, check=True, stdout=subprocess.DEVNULL)
            rates["ours"].append(len(many) / 1e6 / (time.perf_counter() - start))
        ratio = statistics.median(o / p for o, p in zip(rates["ours"], rates["peer"]))
        print(
            f"{language}: peer {statistics.median(rates['peer']):.2f} MB/s, "
            f"ours {statistics.median(rates['ours']):.0f} MB/s, {ratio:.0f} times"
        )
    sys.exit(1 if isDifferent else 0)


if __name__ == "__main__":
    main()
