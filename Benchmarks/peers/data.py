"""The texts that all scripts measure on, made once, in results/text.

From ../shared/data/text where it stands beside the package: course pages in eight languages and
natural Thai, 56 MB. Elsewhere from Corpora/, repeated: the same commands run, but repeated text
flatters every cache, so figures from it are not to be quoted.
"""

import sys

import zstandard

from measure import PACKAGE, RESULTS

SHARED = PACKAGE.parent / "shared/data/text"
NAMES = ["en", "id", "ms", "tl", "vi", "th", "km", "my", "th-gov"]
REPEATED_SIZE = 2_000_000


def real():
    """Whether the real texts are there."""
    return (SHARED / "en.txt.zst").exists()


def texts():
    """Each text's name and file."""
    folder = RESULTS / "text"
    folder.mkdir(parents=True, exist_ok=True)
    if real():
        found = {name: SHARED / f"{name}.txt.zst" for name in NAMES}
    else:
        print("note: real texts are not here; figures are for Corpora/ repeated", file=sys.stderr)
        found = {path.stem: path for path in sorted((PACKAGE / "Corpora/parallel").glob("*.txt"))}
    made = {}
    for name, source in found.items():
        made[name] = folder / (f"{name}.txt" if real() else f"{name}-repeated.txt")
        if not made[name].exists():
            content = source.read_bytes()
            if real():
                content = zstandard.decompress(content, max_output_size=1 << 30)
            else:
                content *= -(-REPEATED_SIZE // len(content))
            write(made[name], content)
    return made


def mix():
    """One file: all texts, one after the other."""
    path = RESULTS / "text" / ("mix.txt" if real() else "mix-repeated.txt")
    parts = texts().values()
    if not path.exists():
        write(path, b"".join(part.read_bytes() for part in parts))
    return path


def write(path, content):
    """Writes beside the path and renames, so that an interrupted run leaves no half file."""
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.rename(path)


if __name__ == "__main__":
    for name, path in {**texts(), "mix": mix()}.items():
        print(f"{path.stat().st_size:>12,} {name} {path}")
