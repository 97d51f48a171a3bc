"""Text in old clothes: what Lontar, ftfy and ICU make of it, and how fast.

    python3 legacy.py [--rounds N]

Mojibake is made of Corpora/parallel by reading its lines with wrong tables. A line counts as repaired
if it comes out as it was, byte for byte; a clean line counts as harmed if it changes. Zawgyi is made by
ICU's "my-Zawgyi". The speeds are of the same bytes, in interleaved rounds in one run: Lontar is one
process over a file, reading and writing included, on one job; the others are timed within Python,
without its start. Time is CPU seconds.
"""

import argparse
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time

import ftfy
import icu

from measure import PACKAGE, lontar

PARALLEL = PACKAGE / "Corpora" / "parallel"


def lines(language):
    return (PARALLEL / f"{language}.txt").read_text().splitlines()


def seen(data, table):
    """What bytes look like through a table; what it lacks is Windows-1252's, or a C1 control."""
    text = ""
    for byte in data:
        for name in (table, "cp1252", "latin-1"):
            try:
                text += bytes([byte]).decode(name)
                break
            except UnicodeDecodeError:
                pass
    return text


def encoder(table):
    """Characters to bytes in an encoding that Python lacks, asked of the command itself."""
    command = [lontar(), "normalize", "--quiet", "--form", "none", "--from-encoding", table]
    pieces = [bytes([b]) for b in range(0x20, 0x100)]
    pieces += [bytes([a, b]) for a in range(0x41, 0x100) for b in range(0x80, 0x100)]
    command += ["--invalid", "replace"]
    run = subprocess.run(command, input=b"\n".join(pieces), capture_output=True, check=True)
    known = {}
    for piece, text in zip(pieces, run.stdout.decode().split("\n")):
        if len(text) == 1 and text != "\ufffd":
            known.setdefault(text, piece)
    return lambda line: b"".join(known[c] for c in line)


def cases():
    """A name, the clean lines, and the same lines damaged."""
    for language, table, times in [
        ("vi", "cp1252", 1), ("th", "cp1252", 1), ("km", "cp1252", 1), ("my", "cp1252", 1),
        ("lo", "cp1252", 1), ("vi", "cp1252", 2), ("th", "cp1252", 2), ("vi", "cp874", 1),
        ("th", "cp874", 1), ("km", "cp874", 1), ("my", "cp874", 1), ("vi", "cp1258", 1),
    ]:
        clean, damaged = [], []
        for line in lines(language):
            if line.isascii():
                continue
            text = line
            for _ in range(times):
                text = seen(text.encode(), table)
            clean.append(line)
            damaged.append(text)
        again = " twice" if times > 1 else ""
        yield f"{language}: UTF-8 read as {table}{again}", clean, damaged
    for language, table in [
        ("th", "TIS-620"), ("vi", "TCVN3"), ("vi", "VNI"), ("vi", "VISCII"), ("vi", "windows-1258"),
    ]:
        encode = encoder(table)
        clean, damaged = [], []
        for line in lines(language):
            try:
                text = encode(line).decode("latin-1")
            except KeyError:
                continue
            if not text.isascii():
                clean.append(line)
                damaged.append(text)
        yield f"{language}: {table} read as Latin-1", clean, damaged


def ours(texts, folder, *options):
    """The lines that the command makes of lines, and the CPU seconds of the process."""
    source, target = folder / "in.txt", folder / "out.txt"
    source.write_text("\n".join(texts) + "\n")
    command = [lontar(), "normalize", "--form", "none", "--quiet", "-j", "1", *options]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, source, "-o", target], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return target.read_text().split("\n")[:-1], taken


def by_ftfy(texts):
    config = ftfy.TextFixerConfig(
        unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=False,
        fix_character_width=False, normalization=None)
    start = time.process_time()
    fixed = [ftfy.fix_text(text, config) for text in texts]
    return fixed, time.process_time() - start


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=3)
    rounds = arguments.parse_args().rounds
    folder = pathlib.Path(tempfile.mkdtemp())
    print(f"\n### Mojibake: lines repaired, by lontar and by ftfy {ftfy.__version__}\n")
    print("| damage | lines | lontar | ftfy |\n| --- | --- | --- | --- |")
    everything = []
    for name, clean, damaged in cases():
        everything += damaged
        counts = [
            sum(a == b for a, b in zip(fixed, clean))
            for fixed in (ours(damaged, folder, "--repair-mojibake")[0], by_ftfy(damaged)[0])]
        print("|", name, "|", len(clean), "|", *counts[:1], "|", *counts[1:], "|")
    for language in ("vi", "th", "km", "my", "lo", "id", "fil", "en"):
        clean = lines(language)
        counts = [
            sum(a != b for a, b in zip(fixed, clean))
            for fixed in (ours(clean, folder, "--repair-mojibake")[0], by_ftfy(clean)[0])]
        print(f"| clean {language}: lines changed |", len(clean), "|", counts[0], "|", counts[1], "|")

    print("\n### Speed, MB/s: median of rounds\n\n| text | lontar | peer | ratio |")
    print("| --- | --- | --- | --- |")
    burmese = lines("my")
    to_zawgyi = icu.Transliterator.createInstance("my-Zawgyi")
    back = icu.Transliterator.createInstance("Zawgyi-my")
    zawgyi = [to_zawgyi.transliterate(line) for line in burmese]

    def by_icu(texts):
        start = time.process_time()
        made = [back.transliterate(text) for text in texts]
        return made, time.process_time() - start

    for name, texts, peer, options in [
        ("clean Vietnamese, ftfy", lines("vi"), by_ftfy, ["--repair-mojibake"]),
        ("clean Thai, ftfy", lines("th"), by_ftfy, ["--repair-mojibake"]),
        ("clean Indonesian, ftfy", lines("id"), by_ftfy, ["--repair-mojibake"]),
        ("all the damaged lines, ftfy", everything, by_ftfy, ["--repair-mojibake"]),
        ("Zawgyi, ICU", zawgyi, by_icu, ["--from-encoding", "zawgyi"]),
    ]:
        # A process must run long enough that its start does not count.
        size = len("\n".join(texts).encode())
        many = texts * max(1, 60_000_000 // size)
        speeds, peers = [], []
        for _ in range(rounds):
            made, taken = ours(many, folder, *options)
            speeds.append(len("\n".join(many).encode()) / 1e6 / taken)
            theirs, taken = peer(texts * 3)
            peers.append(3 * size / 1e6 / taken)
        if peer is by_icu:
            assert made[: len(texts)] == theirs[: len(texts)], "lontar differs from ICU"
        ratio = statistics.median(a / b for a, b in zip(speeds, peers))
        print(
            f"| {name} | {statistics.median(speeds):.0f} | {statistics.median(peers):.1f} |"
            f" {ratio:.0f} |", flush=True)


main()
