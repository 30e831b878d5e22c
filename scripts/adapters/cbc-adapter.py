#!/usr/bin/env python3
"""COIN-OR's cbc, for `ironproof bench accuracy --solver cbc=scripts/adapters/cbc-adapter.py`.

    apt-get install coinor-cbc

The defaults of cbc, which solves a linear program with Clp. Its solution files have eight digits, so the doubles are
read from what `saveSolution` writes. cbc is given a file without the section OBJSENSE, with a name for the bounds. The
answer has no time, since cbc prints hundredths of a second."""
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

import answer
import mps


def main(path, out):
    model = mps.read(path)
    with tempfile.TemporaryDirectory() as folder:
        copy, saved = pathlib.Path(folder, "model.mps"), pathlib.Path(folder, "saved")
        mps.rewrite(model, path, copy)
        sense = "-max" if model.maximize else "-min"
        command = ["cbc", copy, sense, "-initialSolve", "-saveSolution", saved, "-quit"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        said = run.stdout
        version = re.search(r"Version: (\S+)", said)
        version = version[1] if version else None
        data = saved.read_bytes() if saved.exists() else b""
    status = None
    for words, name in (("Primal infeasible", "infeasible"), ("PrimalInfeasible", "infeasible"),
                        ("Dual infeasible", "unbounded"), ("DualInfeasible", "unbounded"),
                        ("Optimal", "optimal")):
        if words in said:
            status = status or name
    if status != "optimal" or not data:
        answer.write(out, status if status and status != "optimal" else "failed",
                     reason=None if status else said[-300:], version=version)
        return
    n_rows, n_columns, objective = struct.unpack_from("<iid", data)
    numbers = struct.unpack_from(f"<{2 * n_rows + 2 * n_columns}d", data, 16)
    duals, primal = numbers[n_rows:2 * n_rows], numbers[2 * n_rows:2 * n_rows + n_columns]
    fits = (n_rows, n_columns) == (len(model.rows), len(model.columns))
    answer.write(out, "optimal" if fits else "failed", reason=None if fits else "other rows or columns",
                 version=version, objective=objective + model.offset, primal=primal, duals=duals)


main(*sys.argv[1:])
