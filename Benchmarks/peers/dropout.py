#!/usr/bin/env python3
"""Compares BPE-dropout with Hugging Face's: as many tokens on average, for each rate.

    .venv/bin/python dropout.py TOKENIZER.json FILE

Both choose at random, so that ids cannot be equal: each line of the file is encoded a hundred times, and the means must
be within four standard errors of each other. Leaves with 1 if they are not.
"""

import statistics
import subprocess
import sys
import tempfile

import tokenizers

from measure import lontar

ROUNDS = 100


def main():
    path, file = sys.argv[1:]
    with open(file, encoding="utf-8", newline="\n") as source:
        lines = source.read().split("\n")[:-1]
    status = 0
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n") as repeated:
        repeated.write(("\n".join(lines) + "\n") * ROUNDS)
        repeated.flush()
        for rate in [0.05, 0.1, 0.3, 0.7]:
            theirs = tokenizers.Tokenizer.from_file(path)
            theirs.model.dropout = rate
            others = [len(one.ids) for one in theirs.encode_batch(lines * ROUNDS, add_special_tokens=False)]
            command = [lontar(), "encode", repeated.name, "--tokenizer", path, "--quiet", "--count"]
            counts = subprocess.run(command + ["--dropout", str(rate)], check=True, capture_output=True).stdout
            mine = list(map(int, counts.split()))
            sums = [
                [sum(counts[start : start + len(lines)]) for start in range(0, len(counts), len(lines))]
                for counts in (mine, others)
            ]
            error = sum(statistics.variance(one) / ROUNDS for one in sums) ** 0.5
            difference = statistics.mean(sums[0]) - statistics.mean(sums[1])
            good = len(mine) == len(others) and abs(difference) < 4 * error
            status |= not good
            print(
                f"{'equal    ' if good else 'DIFFERENT'} dropout {rate}: {statistics.mean(sums[0]):.1f} tokens, "
                f"Hugging Face {statistics.mean(sums[1]):.1f}, standard error {error:.1f}"
            )
    sys.exit(status)


if __name__ == "__main__":
    main()
