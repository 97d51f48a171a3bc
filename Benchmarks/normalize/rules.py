#!/usr/bin/env python3
"""What the standard rules change in each text: records, and places by rule; with --sample N also N of them.

    Benchmarks/normalize/rules.py .build/release/lontar [--rules standard] [--sample 50] th=FILE km=FILE …

A file may be packed by zstd. Needs Python 3 alone.
"""

import argparse
import collections
import json
import subprocess


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("lontar")
    parser.add_argument("texts", nargs="+", metavar="LANG=FILE")
    parser.add_argument("--rules", default="standard")
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    print("| language | records | changed | share | places by rule |\n| --- | --- | --- | --- | --- |")
    samples = []
    for text in options.texts:
        language, path = text.split("=", 1)
        command = [options.lontar, "normalize", "--quiet", "--lang", language, "--rules", options.rules, path]
        explained = subprocess.run(command + ["--explain"], check=True, capture_output=True).stdout
        records = [json.loads(line) for line in explained.splitlines()]
        changed = [number for number, changes in enumerate(records) if changes]
        places = collections.Counter(change["rule"] for changes in records for change in changes)
        rules = ", ".join(f"{rule} {count}" for rule, count in places.most_common())
        share = 100 * len(changed) / max(len(records), 1)
        print(f"| {language} | {len(records)} | {len(changed)} | {share:.2f} % | {rules or 'none'} |")
        step = max(1, len(changed) // max(options.sample, 1))
        for number in changed[::step][: options.sample]:
            for change in records[number][:4]:
                samples.append((language, number + 1, change))
    for language, line, change in samples:
        points = " ".join(f"{ord(letter):04X}" for letter in change["before"])
        after = " ".join(f"{ord(letter):04X}" for letter in change["after"])
        print(f"{language}:{line} {change['rule']} {change['before']!r} -> {change['after']!r}  {points} -> {after}")


if __name__ == "__main__":
    main()
