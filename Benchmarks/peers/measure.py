"""Runs commands in turn, and says what each took: wall time, CPU time and peak memory.

    python3 measure.py LABEL COMMAND…     runs one command and reports it on standard error

A machine's speed drifts, so rivals run in interleaved rounds, and ratios are taken within a round.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parents[1]
RESULTS = pathlib.Path(os.environ.get("PEERS_RESULTS", HERE / "results"))


class Run:
    """What one process took: seconds, seconds of all its threads, and megabytes."""

    def __init__(self, wall, cpu, memory):
        self.wall, self.cpu, self.memory = wall, cpu, memory

    def __str__(self):
        return f"{self.wall:.2f} s, {self.cpu:.2f} CPU s, {self.memory:.0f} MB"


def run(command, environment=None, stdout=None):
    """Runs a command to its end; leaves the program when it fails."""
    # A child's peak memory starts at its parent's, so a small process stands between.
    reader, writer = os.pipe()
    launcher = [sys.executable, "-S", "-E", __file__, f"--report={writer}", *map(str, command)]
    status = subprocess.run(
        launcher, env={**os.environ, **(environment or {})}, stdout=stdout, pass_fds=[writer]
    ).returncode
    os.close(writer)
    with os.fdopen(reader) as report:
        figures = report.read()
    if status != 0:
        sys.exit(f"failed with {status}: {' '.join(map(str, command))}")
    return Run(*json.loads(figures))


def launch(command):
    """Runs a command as a child of this process; returns its exit code and what it took."""
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    # Linux counts in kibibytes, Darwin in bytes.
    scale = 1e6 if sys.platform == "darwin" else 1e6 / 1024
    taken = Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)
    return os.waitstatus_to_exitcode(status), taken


def interleave(cases, rounds):
    """Runs each case, a name and a function that returns a `Run`, once a round: name to runs."""
    runs = {name: [] for name in cases}
    for number in range(rounds):
        for name, case in cases.items():
            runs[name].append(case())
            print(f"  round {number + 1}/{rounds} {name}: {runs[name][-1]}", file=sys.stderr)
    return runs


def spread(values, digits=2):
    """The median, with the lowest and the highest if there are several."""
    middle = f"{statistics.median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def show(title, runs, ours="lontar", notes=None):
    """Prints a table of medians, and each rival's ratio to ours (above 1: ours takes less)."""
    print(f"\n### {title}\n")
    print("| | wall s | CPU s | peak MB | wall ÷ ours | CPU ÷ ours | memory ÷ ours | |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, taken in runs.items():
        cells = [
            spread([one.wall for one in taken]),
            spread([one.cpu for one in taken]),
            spread([one.memory for one in taken], 0),
        ]
        for figure in ("wall", "cpu", "memory"):
            if ours not in runs or name == ours:
                cells.append("")
                continue
            pairs = zip(taken, runs[ours])
            cells.append(spread([getattr(a, figure) / getattr(b, figure) for a, b in pairs]))
        print("|", " | ".join([name, *cells, (notes or {}).get(name, "")]), "|")
    load, cores = os.getloadavg()[1], os.cpu_count()
    if load > cores + 1:
        print(f"\nThe machine was busy (load {load:.0f} on {cores} cores): only CPU and memory tell.")
    print(flush=True)


def lontar():
    """The command to measure: $LONTAR, or this package's, built in release now."""
    if "LONTAR" in os.environ:
        return pathlib.Path(os.environ["LONTAR"])
    build = ["swift", "build", "-c", "release", "--package-path", PACKAGE, "--product", "lontar"]
    built = subprocess.run(build, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if built.returncode != 0:
        sys.exit(built.stdout)
    shown = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True)
    return pathlib.Path(shown.stdout.strip()) / "lontar"


def main():
    report, *command = sys.argv[1:]
    code, taken = launch(command)
    if report.startswith("--report="):
        figures = json.dumps([taken.wall, taken.cpu, taken.memory])
        os.write(int(report.removeprefix("--report=")), figures.encode())
    else:
        print(f"{report}: {taken}", file=sys.stderr)
    sys.exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
