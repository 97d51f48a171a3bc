"""Validates OpenLineage events, one a line, with OpenLineage's own schemas; leaves with 1 if any has
an error. `Tests/openlineage.sh` makes events and calls it.

    lontar catalogue lineage export tokenizer.json --to openlineage > events.jsonl
    python3 -m pip install jsonschema
    git clone https://github.com/OpenLineage/OpenLineage
    python3 Tests/openlineage.py OpenLineage/spec events.jsonl
"""

import datetime
import json
import pathlib
import re
import sys
import urllib.parse

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

spec, events = map(pathlib.Path, sys.argv[1:3])
registry, facets = Registry(), {}
for path in [spec / "OpenLineage.json", *sorted((spec / "facets").glob("*.json"))]:
    schema = json.loads(path.read_bytes())
    registry = registry.with_resource(schema["$id"], Resource.from_contents(schema))
    if path.parent.name == "facets":
        for name in schema.get("properties", {}):
            facets[name] = f"{schema['$id']}#/properties/{name}"
    else:
        core = schema["$id"]


# By itself jsonschema passes over these formats, unless other packages are there.
checker = FormatChecker()


@checker.checks("date-time", raises=ValueError)
def is_moment(value):
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value):
        raise ValueError("no date and time of RFC 3339")
    return bool(datetime.datetime.fromisoformat(value))


@checker.checks("uri", raises=ValueError)
def is_address(value):
    return bool(urllib.parse.urlsplit(value).scheme) and not re.search(r"[\s<>\"{}|\\^`]", value)


def problems(value, reference):
    validator = Draft202012Validator(
        {"$ref": reference}, registry=registry, format_checker=checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


count = failed = checked = 0
for line in events.read_bytes().splitlines():
    event = json.loads(line)
    count += 1
    found = problems(event, f"{core}#/$defs/RunEvent")
    for node in [event["run"], event["job"], *event.get("inputs", []), *event.get("outputs", [])]:
        for kind in ["facets", "inputFacets", "outputFacets"]:
            for name, facet in node.get(kind, {}).items():
                # The core asks of a facet no more than who made it; its own schema asks the rest.
                if name not in facets:
                    found.append(f"no facet of OpenLineage's: {name}")
                    continue
                checked += 1
                found += problems(facet, facets[name])
                if facet["_schemaURL"].split("#")[0] != facets[name].split("#")[0]:
                    found.append(f"{name} names {facet['_schemaURL']}, and it is {facets[name]}")
    for field, wrong in [("eventTime", "2026-02-30T00:00:00Z"), ("eventTime", "2026-01-31"),
                         ("producer", "lontar"), ("run", {"runId": "7"})]:
        if not problems(event | {field: wrong}, f"{core}#/$defs/RunEvent"):
            found.append(f"{field} may be {wrong}, so it is not checked")
    failed += bool(found)
    for problem in found:
        print(f"event {count}: {problem}", file=sys.stderr)
print(f"OpenLineage {core.split('/')[-2]}: {count} events and {checked} facets, {failed} with errors")
sys.exit(1 if failed or not count else 0)
