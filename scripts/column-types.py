#!/usr/bin/env python3
"""Writes column files of any size: one group, 100 quality levels, objects for four fifths of the agents.

    scripts/column-types.py FOLDER [--types 100000000] [--shape smooth|noisy]

makes FOLDER/SHAPE.columns.json for `ironproof solve`, and three columns of 8 bytes per type, in steps of a
million types. Weights fall from 1.25 to 0.75 of alpha; `noisy` has random probabilities and weights,
so that types pool, `smooth` has none, so that each is a block. Needs numpy.
"""

import argparse
import json
import pathlib

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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--types", type=int, default=100_000_000)
    parser.add_argument("--shape", choices=("smooth", "noisy"), default="noisy")
    arguments = parser.parse_args()
    folder, n, shape = arguments.folder, arguments.types, arguments.shape
    folder.mkdir(parents=True, exist_ok=True)
    names = {column: f"{shape}.{column}.i64" for column in ("wtp", "prob", "weight")}
    files = {column: open(folder / name, "wb") for column, name in names.items()}
    for start in range(0, n, STEP):
        for column, values in columns(shape, start, min(n, start + STEP), n).items():
            values.astype("<i8").tofile(files[column])
    for file in files.values():
        file.close()
    header = {
        "name": shape,
        "alpha": "1",
        "units": {"wtp": f"1/{n}", "weight": f"1/{WEIGHT}"},
        "groups": [{"label": "all", "mass": "1", "types": {"count": n, **names}}],
        "quality": [{"level": f"{j}/{LEVELS}", "mass": f"4/{5 * LEVELS}"} for j in range(1, LEVELS + 1)],
    }
    (folder / f"{shape}.columns.json").write_text(json.dumps(header, indent=1) + "\n")


if __name__ == "__main__":
    main()
