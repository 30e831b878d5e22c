#!/usr/bin/env python3
"""Writes column files of any size: one group, 100 quality levels, objects for four fifths of the agents.

    scripts/column-types.py FOLDER [--types 100000000] [--shape smooth|noisy]
    scripts/column-types.py --seal HEADER

The second form adds checksums to a header that has none. The first one makes FOLDER/SHAPE.columns.json for `ironproof solve`, and three columns of 8 bytes per type, in steps of a
million types. Weights fall from 1.25 to 0.75 of alpha; `noisy` has random probabilities and weights,
so that types pool, `smooth` has none, so that each is a block. Needs numpy.
"""

import argparse
import json
import pathlib
import zlib

import numpy

STEP = 1_000_000
LEVELS = 100
WEIGHT = 1_000_000  # the unit of weights


def columns(shape, start, stop, n):
    k = numpy.arange(start, stop, dtype="<i8")
    weight = 5 * WEIGHT // 4 - k * (WEIGHT // 2) // n
    prob = numpy.full(len(k), 1000, dtype="<i8")
    if shape == "noisy":
        random = numpy.random.default_rng(start)
        prob = random.integers(500, 1500, len(k), dtype="<i8")
        weight = weight * random.integers(0, 2001, len(k), dtype="<i8") // 1000
    return {"wtp": n + k, "prob": prob, "weight": weight}


def sealed(header):
    """The text of a header that ends with its own checksum."""
    text = json.dumps(header, indent=1).removesuffix("\n}")
    return f'{text},\n "crc32": "{zlib.crc32(text.encode()):08x}"}}\n'


def seal(path):
    """Adds the checksums of binary columns, and of the header."""
    header = json.loads(path.read_text())
    header.pop("crc32", None)
    for group in header["groups"]:
        types = group["types"]
        if "parquet" in types:
            raise SystemExit(f"{path}: this adds checksums to binary columns; `discretize --columns parquet` to others")
        sums = {}
        for column in ("wtp", "prob", "weight"):
            sums[column] = 0
            with open(path.parent / types[column], "rb") as file:
                while part := file.read(1 << 20):
                    sums[column] = zlib.crc32(part, sums[column])
        types["crc32"] = {column: f"{value:08x}" for column, value in sums.items()}
    path.write_text(sealed(header))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--seal", type=pathlib.Path, metavar="HEADER")
    parser.add_argument("--types", type=int, default=100_000_000)
    parser.add_argument("--shape", choices=("smooth", "noisy"), default="noisy")
    arguments = parser.parse_args()
    if arguments.seal:
        return seal(arguments.seal)
    if not arguments.folder:
        parser.error("a folder, or --seal HEADER")
    folder, n, shape = arguments.folder, arguments.types, arguments.shape
    folder.mkdir(parents=True, exist_ok=True)
    names = {column: f"{shape}.{column}.i64" for column in ("wtp", "prob", "weight")}
    files = {column: open(folder / name, "wb") for column, name in names.items()}
    sums = dict.fromkeys(names, 0)
    for start in range(0, n, STEP):
        for column, values in columns(shape, start, min(n, start + STEP), n).items():
            part = values.astype("<i8").tobytes()
            files[column].write(part)
            sums[column] = zlib.crc32(part, sums[column])
    for file in files.values():
        file.close()
    digits = {column: f"{value:08x}" for column, value in sums.items()}
    header = {
        "name": shape,
        "alpha": "1",
        "units": {"wtp": f"1/{n}", "weight": f"1/{WEIGHT}"},
        "groups": [{"label": "all", "mass": "1", "types": {"count": n, **names, "crc32": digits}}],
        "quality": [{"level": f"{j}/{LEVELS}", "mass": f"4/{5 * LEVELS}"} for j in range(1, LEVELS + 1)],
    }
    (folder / f"{shape}.columns.json").write_text(sealed(header))


if __name__ == "__main__":
    main()
