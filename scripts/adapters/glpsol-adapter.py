#!/usr/bin/env python3
"""GLPK's glpsol, for `ironproof bench accuracy --solver glpsol=scripts/adapters/glpsol-adapter.py`.

    apt-get install glpk-utils

The defaults of glpsol. It does not know the section OBJSENSE, so it gets a file without it, and --max. glpsol says no
time in a form that is worth reading, so the answer has none."""
import pathlib
import re
import subprocess
import sys
import tempfile

import answer
import mps

# Of the basis: basic, lower, upper, free at zero; s is fixed.
LETTERS = {"b": "B", "l": "L", "u": "U", "f": "Z", "s": "L"}


def main(path, out):
    model = mps.read(path)
    said = subprocess.run(["glpsol", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"v?(\d+\.\d+)", said)
    version = version[1] if version else None
    with tempfile.TemporaryDirectory() as folder:
        copy, solution = pathlib.Path(folder, "model.mps"), pathlib.Path(folder, "solution")
        mps.rewrite(model, path, copy)
        command = ["glpsol", "--freemps", copy, "--max" if model.maximize else "--min", "--write", solution]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if not solution.exists():
            answer.write(out, "failed", reason=run.stdout[-300:] or run.stderr[-300:], version=version)
            return
        words = [line.split() for line in solution.read_text().splitlines()]
    status = None
    if "HAS NO PRIMAL FEASIBLE SOLUTION" in run.stdout:
        status = "infeasible"
    elif "HAS NO DUAL FEASIBLE SOLUTION" in run.stdout or "HAS UNBOUNDED" in run.stdout:
        status = "infeasible-or-unbounded" if "NO DUAL" in run.stdout else "unbounded"
    # s bas ROWS COLUMNS PRIMAL DUAL OBJECTIVE; f is feasible. i and j: INDEX STATUS VALUE DUAL
    head = next(line for line in words if line and line[0] == "s")
    if head[4:6] == ["f", "f"]:
        status = "optimal"
    rows = [line for line in words if line and line[0] == "i"]
    # glpsol leaves the objective out of its rows, but not other rows without bounds, which are none of ours.
    names = [name for name in model.all_rows if name != model.objective]
    rows = [line for line, name in zip(rows, names, strict=True) if name not in model.free_rows]
    columns = [line for line in words if line and line[0] == "j"]
    answer.write(
        out, status or "failed", reason=None if status else f"primal {head[4]}, dual {head[5]}", version=version,
        objective=float(head[6]) + model.offset, primal=[float(line[3]) for line in columns],
        duals=[float(line[4]) for line in rows],
        columns=[LETTERS[line[2]] for line in columns], rows=[LETTERS[line[2]] for line in rows])


main(*sys.argv[1:])
