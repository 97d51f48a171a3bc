#!/usr/bin/env python3
"""Reads what `lontar encode` packs as others do: NumPy its files, and a reader of our own the indexed dataset.

    .venv/bin/python packed.py TOKENIZER FILE

The reader follows Megatron-LM's documented layout (megatron/core/datasets/indexed_dataset.py) with NumPy alone. Each
result is compared with the ids that the command writes as text. Leaves with 1 when anything differs.
"""

import os
import subprocess
import sys
import tempfile

import numpy

from measure import lontar

TYPES = {1: numpy.uint8, 2: numpy.int8, 3: numpy.int16, 4: numpy.int32, 5: numpy.int64, 8: numpy.uint16}


class IndexedDataset:
    """The documents of a pair of files, mapped into memory."""

    def __init__(self, prefix):
        with open(prefix + ".idx", "rb") as index:
            assert index.read(9) == b"MMIDIDX\x00\x00"
            assert int.from_bytes(index.read(8), "little") == 1
            self.type = numpy.dtype(TYPES[index.read(1)[0]])
            sequences = int.from_bytes(index.read(8), "little")
            documents = int.from_bytes(index.read(8), "little")
            offset = index.tell()
        data = numpy.memmap(prefix + ".idx", mode="r")
        self.lengths = numpy.frombuffer(data, numpy.int32, sequences, offset)
        offset += self.lengths.nbytes
        self.pointers = numpy.frombuffer(data, numpy.int64, sequences, offset)
        offset += self.pointers.nbytes
        self.documents = numpy.frombuffer(data, numpy.int64, documents, offset)
        assert offset + self.documents.nbytes == len(data)
        assert self.documents[0] == 0 and self.documents[-1] == sequences
        self.ids = numpy.memmap(prefix + ".bin", mode="r")

    def __len__(self):
        return len(self.lengths)

    def __getitem__(self, number):
        return numpy.frombuffer(self.ids, self.type, self.lengths[number], self.pointers[number])


def main():
    tokenizer, file = sys.argv[1:]
    command = [lontar(), "encode", file, "--tokenizer", tokenizer, "--quiet"]
    listed = subprocess.run(command + ["--document", "line"], check=True, capture_output=True).stdout
    lines = [list(map(int, line.split())) for line in listed.split(b"\n")[:-1]]
    results = []
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "ids")
        for type in ["uint32", "int32", None]:
            choice = ["--dtype", type] if type else []
            arguments = ["--format", "npy", "--document", "line", "-o", out + ".npy"] + choice
            subprocess.run(command + arguments, check=True)
            array = numpy.load(out + ".npy", mmap_mode="r")
            results.append((f"numpy.load, {array.dtype}", array.tolist() == [id for line in lines for id in line]))
        subprocess.run(command + ["--format", "megatron", "-o", out], check=True)
        dataset = IndexedDataset(out)
        whole = [line for line in lines if line]
        results.append((f"indexed dataset, {dataset.type}", [list(one) for one in dataset] == whole))
        shards = command + ["--format", "megatron", "--shard-size", str(sum(map(len, lines)) // 5), "-o", out]
        subprocess.run(shards, check=True)
        names = sorted(name[:-4] for name in os.listdir(folder) if name.endswith(".idx") and "-" in name)
        joined = [list(one) for name in names for one in IndexedDataset(os.path.join(folder, name))]
        results.append((f"indexed dataset, {len(names)} shards", len(names) > 3 and joined == whole))
    for name, good in results:
        print(f"{'equal    ' if good else 'DIFFERENT'} {name}")
    sys.exit(0 if all(good for _, good in results) else 1)


if __name__ == "__main__":
    main()
