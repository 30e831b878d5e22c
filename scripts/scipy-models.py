#!/usr/bin/env python3
"""Writes the public linear programs (Netlib's, feasible and infeasible) in the source of scipy as MPS files, for
`scripts/certify-instances.py OUT` and `scripts/peers.py OUT`, and prints the optima that scipy expects. FOLDER is
`benchmarks/benchmarks/linprog_benchmark_files` of that source (github.com/scipy/scipy). A number is the shortest
decimal that reads as the double in the file. Needs numpy and scipy."""
import argparse, math, pathlib

import numpy
import scipy.sparse


def decimals(x):
    return str(int(x)) if x.is_integer() and abs(x) < 1e15 else repr(x)


def rows_of(data, matrix, sides, kind):
    """Rows (kind, side) with their coefficients {row: ..} per column; nothing if the file has no such rows."""
    table = data[matrix]
    # A sparse matrix is an array of one object.
    table = scipy.sparse.csc_array(table.item() if table.shape == () else numpy.atleast_2d(table))
    sides = [float(side) for side in numpy.ravel(data[sides])]
    return [(kind, side) for side in sides], table if sides else None


def bounds_of(data, n_columns):
    bounds = data["bounds"]
    bounds = bounds.item() if bounds.shape == () else bounds
    if bounds is None or numpy.size(bounds) == 0:
        return [(0.0, math.inf)] * n_columns
    side = lambda x, absent: absent if x is None or x != x else float(x)
    pairs = numpy.asarray(bounds).reshape(n_columns, 2)
    return [(side(lower, -math.inf), side(upper, math.inf)) for lower, upper in pairs]


def bound_lines(j, lower, upper):
    if lower == upper:
        yield f" FX B C{j} {decimals(lower)}"
        return
    if lower == -math.inf:
        yield f" {'FR' if upper == math.inf else 'MI'} B C{j}"
    elif lower != 0 or upper < 0:
        yield f" LO B C{j} {decimals(lower)}"
    if upper != math.inf:
        yield f" UP B C{j} {decimals(upper)}"


def model(name, data):
    """The lines of the MPS file."""
    costs = [float(cost) for cost in numpy.ravel(data["c"])]
    rows, tables = [], []
    for matrix, sides, kind in [("A_eq", "b_eq", "E"), ("A_ub", "b_ub", "L")]:
        more, table = rows_of(data, matrix, sides, kind)
        if table is not None:
            tables.append((len(rows), table))
        rows += more
    yield f"NAME {name}\nROWS\n N COST"
    yield from (f" {kind} R{i}" for i, (kind, _) in enumerate(rows))
    yield "COLUMNS"
    for j, cost in enumerate(costs):
        yield f" C{j} COST {decimals(cost)}"
        for first, table in tables:
            for at in range(table.indptr[j], table.indptr[j + 1]):
                yield f" C{j} R{first + table.indices[at]} {decimals(float(table.data[at]))}"
    yield "RHS"
    yield from (f" B R{i} {decimals(side)}" for i, (_, side) in enumerate(rows) if side != 0)
    yield "BOUNDS"
    for j, (lower, upper) in enumerate(bounds_of(data, len(costs))):
        yield from bound_lines(j, lower, upper)
    yield "ENDATA"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("out", type=pathlib.Path)
    chosen = arguments.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(chosen.folder.rglob("*.npz")):
        data = numpy.load(path, allow_pickle=True)
        if "A_eq" not in data:
            continue
        name = path.stem.lower()
        (chosen.out / f"{name}.mps").write_text("\n".join(model(name, data)) + "\n")
        published = data["obj"].item() if "obj" in data else None
        print(name, published)


if __name__ == "__main__":
    main()
