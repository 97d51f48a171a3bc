"""Validates Croissant documents, one a line, with mlcroissant; leaves with 1 if any has an error."""

import importlib.metadata
import json
import logging
import pathlib
import sys

import mlcroissant

logging.disable(logging.CRITICAL)
count, failed, names = 0, 0, set()
for line in pathlib.Path(sys.argv[1]).read_bytes().splitlines():
    document = json.loads(line)
    count += 1
    try:
        metadata = mlcroissant.Dataset(jsonld=document).metadata
        names.add(metadata.name)
        assert metadata.url, "the address was lost"
        for file in metadata.distribution:
            assert len(file.sha256 or "") == 64, f"{file.name} has no hash"
    except Exception as error:  # whatever it says, the document is at fault
        failed += 1
        print(f"{document.get('@id')}: {error}", file=sys.stderr)
version = importlib.metadata.version("mlcroissant")
print(f"mlcroissant {version}: {count} documents, {failed} with errors")
sys.exit(1 if failed or not count else 0)
