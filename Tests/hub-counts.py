"""Compares what `lontar catalogue` reads from checkouts of the two hubs with the values that their
loaders have when Python runs them, and counts what its linter finds; leaves with 1 if a count is
another than it was when people counted.

    sh Tests/hubs.sh
    python3 Tests/hub-counts.py --data ../shared/data/catalogue
    python3 Tests/hub-counts.py --data DATA --lontar .build/release/lontar --seacrowd A --nusacrowd B
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=pathlib.Path, default="../shared/data/catalogue")
parser.add_argument("--lontar", default=".build/debug/lontar")
parser.add_argument("--seacrowd", default=".build/hubs/seacrowd-datahub")
parser.add_argument("--nusacrowd", default=".build/hubs/nusa-crowd")
options = parser.parse_args()
index = str(pathlib.Path(tempfile.mkdtemp()) / "catalogue.sqlite")
failed = 0


def lontar(*words):
    """What the command writes; lint and licence leave with 1 when they find anything."""
    run = subprocess.run([options.lontar, "catalogue", *words], capture_output=True)
    if run.returncode > 1:
        sys.exit(run.stderr.decode())
    return [json.loads(line) for line in run.stdout.splitlines()]


def lines(name):
    return [json.loads(line) for line in (options.data / name).read_bytes().splitlines()]


def count(what, found, wanted):
    global failed
    failed += found != wanted
    print(f"{found:>7} {'' if found == wanted else f'(not {wanted}) '}{what}")


def flat(tree):
    """The addresses in a loader's tree of them, in its order."""
    if isinstance(tree, str):
        return [tree] if tree else []
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    return [url for part in parts for url in flat(part)]


def strings(values):
    return collections.Counter(value for value in values if value)


# A field of the hub's, and what a record of ours says of it.
FIELDS = {
    "name": lambda record: record["name"],
    "description": lambda record: record.get("description"),
    "homepage": lambda record: record.get("homepage"),
    "citation": lambda record: record.get("citation"),
    "languages": lambda record: [one["code"] for one in record.get("languages", [])],
    "license": lambda record: record["licence"]["raw"],
    "local": lambda record: record.get("access") == "local",
    "tasks": lambda record: record.get("tasks", []),
    "schemas": lambda record: record.get("schemas", []),
    "source_version": lambda record: record.get("version"),
    "version of the hub": lambda record: record.get("scheme_version"),
    "urls": lambda record: [one["url"] for one in record.get("urls", [])],
}


def expected(row, field):
    if field == "version of the hub":
        return row.get("seacrowd_version") or row.get("nusantara_version")
    if field == "urls":
        return flat(row.get("urls"))
    value = row[field]
    return value if value or field in ["local", "languages", "tasks", "schemas", "license"] else None


def compare(hub, folder, size, configured, total):
    rows = {row["id"]: row for row in lines(f"{hub}.jsonl")}
    names = collections.defaultdict(list)
    for row in lines(f"{hub}-configs.jsonl"):
        names[row["id"]].append((row["name"], row["schema"], row["subset_id"]))
    report = lontar("import", folder, "--catalogue", index, "--format", "jsonl")[0]
    exported = lontar("export", "--collection", hub, "--catalogue", index)
    records = {record["id"].split("/")[1]: record for record in exported}
    print(f"\n{hub}: {len(report['added'])} added, {len(report['refused'])} refused")
    count("loaders", len(records), size)
    for field, ours in FIELDS.items():
        wrong = [key for key, row in rows.items() if ours(records[key]) != expected(row, field)]
        count(f"have the {field} of run time", len(rows) - len(wrong), size)
        for key in wrong[:3]:
            print(f"        {key}: {ours(records[key])!r}, not {expected(rows[key], field)!r}"[:200])
    exact = [
        key for key, wanted in names.items()
        if strings((one["name"], one.get("schema"), one.get("subset"))
                   for one in records[key].get("configurations", [])) == strings(wanted)]
    bare = [key for key in rows if key not in names and not records[key].get("configurations")]
    count(f"have the configurations of run time ({configured} are wanted at least)",
          len(exact) + len(bare), size)
    count("configurations", sum(len(one.get("configurations", [])) for one in exported), total)

    facets = lontar("facets", "--collection", hub, "--catalogue", index, "--format", "json")[0]
    wanted = json.loads((options.data / "facets.json").read_bytes())[hub]
    # Two-letter codes are counted with the languages that they mean.
    languages = collections.Counter()
    for row in rows.values():
        codes = {"vi": "vie", "id": "ind", "th": "tha"}
        languages.update({codes.get(code, code) for code in row["languages"]})
    for facet, values in [("language", languages), ("task", wanted["tasks"]),
                          ("schema", wanted["schemas"])]:
        count(f"values of the facet {facet}, each with its count",
              sum(facets[facet].get(value) == number for value, number in values.items()),
              max(len(values), len(facets[facet])))
    return records, rows


seacrowd, rows = compare("seacrowd", options.seacrowd, 400, 395, 19_397)
nusacrowd, _ = compare("nusacrowd", options.nusacrowd, 126, 125, 1_169)
every = sum(len(one.get("configurations", [])) for one in [*seacrowd.values(), *nusacrowd.values()])
print("\nboth")
count("configurations of both", every, 20_566)

print("\nlicences")
table = lines("licences.jsonl")
answers = lontar("licence", "--format", "jsonl", "--", *[row["raw"] for row in table])
count("strings", len(answers), 80)
count("resolved", sum(one["outcome"] != "needs-person" for one in answers), 75)
count("left to a person", sum(one["outcome"] == "needs-person" for one in answers), 5)
spdx = [one.get("id") if not (one.get("id") or "").startswith("LicenseRef-") else None
        for one in answers]
count("with an SPDX identifier that people did not give them",
      sum(ours not in (None, row["spdx"]) for ours, row in zip(spdx, table)), 0)
count("with the SPDX identifier that people gave them, or with none as they did",
      sum(ours == row["spdx"] for ours, row in zip(spdx, table)), 80)

print("\ndefects of SEACrowd")
findings = collections.defaultdict(list)
for one in lontar("lint", options.seacrowd, "--format", "jsonl"):
    findings[one["kind"]].append(one)


def distinct(kind):
    return len({one["detail"] for one in findings[kind]})


count("licences not stated", len(findings["licence-unstated"]), 85)
count("licences with terms of their own", len(findings["licence-own-terms"]), 12)
families = collections.Counter(one["detail"].split("(")[-1] for one in findings["licence-family"])
count("named 'cc' without saying which", families["cc)"], 4)
count("named 'bsd' without saying which", families["bsd)"], 1)
count("that a person has to read", len(findings["licence-unresolved"]), 2)
# The records show a licence's words: two loaders spell an entry of the hub's list to the byte.
free = [row for row in rows.values() if row["license_enum"] is None]
entries = {row["license"] for row in rows.values() if row["license_enum"]}
spelt = [row for row in free if row["license"] in entries or
         f"seacrowd/{row['id']}" not in {one["record"] for one in findings["licence-free-text"]}]
count("licences in free text that are no entry of the hub's list",
      len(findings["licence-free-text"]), 118)
count("… with those that spell an entry by hand",
      len(findings["licence-free-text"]) + len(spelt), 120)
count("… spellings", distinct("licence-free-text") + len({row["license"] for row in spelt}), 34)
count("codes of macrolanguages", distinct("language-macro"), 8)
count("codes of groups", distinct("language-group"), 4)
count("codes of two letters", distinct("language-two-letters"), 3)
count("invalid codes", distinct("language-invalid"), 7)
count("wrong languages", len(findings["language-mismatch"]), 2)
count("citations missing", len(findings["citation-missing"]), 21)
count("citations with control characters", len(findings["citation-control"]), 4)
acute = {f"seacrowd/{key}" for key, row in rows.items()
         if re.search(r"\{'[aeiou]\}", row["citation"] or "")}
lost = {one["record"] for one in findings["citation-backslash"]}
count("citations with an acute accent that lost its backslash", len(acute & lost), 11)
count("… with other accents, and tabulators where \\t was", len(lost), 37)
count("records without a task", len(findings["task-missing"]), 10)
# People did not know the third form of GitHub's addresses for what it is.
media = {one["detail"] for one in findings["url-mutable"] if "/media.githubuser" in one["detail"]}
count("addresses on a branch that changes", distinct("url-mutable") - len(media), 1_664)
count("… at media.githubusercontent.com", len(media), 2)
count("addresses without encryption", distinct("url-plain"), 9)
count("addresses that are templates", distinct("url-template"), 59)
count("loaders that state a checksum", sum("files" in record for record in seacrowd.values()), 0)
count("configuration names given twice", distinct("configuration-doubled"), 4)
count("entries of benchmarks that name no configuration", len(findings["benchmark-unknown"]), 26)
both = lontar("lint", options.seacrowd, options.nusacrowd, "--format", "jsonl")
count("corpora with another licence in NusaCrowd",
      sum(one["kind"] == "licence-differs" for one in both), 5)

print(f"\n{'all as counted' if not failed else f'{failed} other than counted'}")
sys.exit(1 if failed else 0)
