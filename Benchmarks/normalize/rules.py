#!/usr/bin/env python3
"""What the standard rules change in each text: how many records in all, and by rule.

    Benchmarks/normalize/rules.py .build/release/lontar [--rules standard] [--sample 4] th=FILE km=FILE …

With --sample N also N changes by each rule in each text, from places spread over it, with what stands around
them, for reading. A file may be packed by zstd. Needs Python 3 alone, and zstd.
"""

import argparse
import collections
import json
import subprocess


def contents(path):
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout
    with open(path, "rb") as file:
        return file.read()


def show(line, change):
    """A change in its line, the characters that it is about in brackets and by number."""
    start, end = change["bytes"]
    around = line[max(0, start - 45) : start].decode(errors="ignore")
    behind = line[end : end + 45].decode(errors="ignore")
    points = [" ".join(f"{ord(c):04X}" for c in change[side]) or "nothing" for side in ("before", "after")]
    return f"{around}[{change['before']}→{change['after']}]{behind}   {' → '.join(points)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("lontar")
    parser.add_argument("texts", nargs="+", metavar="LANG=FILE")
    parser.add_argument("--rules", default="standard")
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    print("| text | records | changed | share | records by rule |\n| --- | --: | --: | --: | --- |")
    samples = []
    for text in options.texts:
        language, path = text.split("=", 1)
        command = [options.lontar, "normalize", "--quiet", "--lang", language, "--rules", options.rules, path]
        explained = subprocess.run(command + ["--explain"], check=True, capture_output=True).stdout
        records = [json.loads(line) for line in explained.splitlines()]
        changed = sum(1 for changes in records if changes)
        places = collections.defaultdict(list)
        for number, changes in enumerate(records):
            for rule, change in {change["rule"]: change for change in reversed(changes)}.items():
                places[rule].append((number, change))
        by_rule = sorted(places.items(), key=lambda item: -len(item[1]))
        rules = ", ".join(f"{rule} {len(found)}" for rule, found in by_rule)
        name = path.rsplit("/", 1)[-1].split(".")[0]
        share = 100 * changed / max(len(records), 1)
        print(f"| {name} | {len(records)} | {changed} | {share:.2f} % | {rules or 'none'} |")
        if options.sample:
            lines = contents(path).split(b"\n")
            for rule, found in by_rule:
                step = max(1, len(found) // options.sample)
                for number, change in found[::step][: options.sample]:
                    samples.append(f"{name}:{number + 1} {rule}  {show(lines[number], change)}")
    print("\n".join(samples))


if __name__ == "__main__":
    main()
