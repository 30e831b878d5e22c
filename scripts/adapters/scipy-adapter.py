#!/usr/bin/env python3
"""scipy.optimize.linprog, for `ironproof bench accuracy --solver scipy=scripts/adapters/scipy-adapter.py`.

    pip install scipy

The defaults of scipy (its own copy of HiGHS). scipy reads no model files: mps.py does, number by number as doubles."""
import sys
import time

import numpy
import scipy
from scipy.optimize import linprog
from scipy.sparse import csr_array

import answer
import mps

STATUS = {0: "optimal", 1: "time-limit", 2: "infeasible", 3: "unbounded"}


def main(path, out):
    model = mps.read(path)
    at = {name: i for i, name in enumerate(model.columns)}
    sign = -1.0 if model.maximize else 1.0
    cost = numpy.array([sign * column.get(model.objective, 0.0) for column in model.columns.values()])
    entries = {name: [] for name in model.rows}
    for name, column in model.columns.items():
        for row, value in column.items():
            if row in entries:
                entries[row].append((at[name], value))
    # A row is one or two of `matrix x <= bound`, or `matrix x == bound`; (row, sign) says which.
    upper, equal = [], []
    for row, (low, high) in model.rows.items():
        if low == high:
            equal.append((row, 1.0, low))
        else:
            upper += [(row, 1.0, high)] if high < numpy.inf else []
            upper += [(row, -1.0, -low)] if low > -numpy.inf else []

    def matrix(rows):
        if not rows:
            return None, None
        values = [(i, j, factor * value) for i, (row, factor, _) in enumerate(rows) for j, value in entries[row]]
        i, j, value = zip(*values) if values else ((), (), ())
        return csr_array((value, (i, j)), shape=(len(rows), len(at))), [bound for _, _, bound in rows]

    a_ub, b_ub = matrix(upper)
    a_eq, b_eq = matrix(equal)
    bounds = [tuple(bound) for bound in model.bounds.values()]
    start = time.perf_counter()
    found = linprog(cost, A_ub=a_ub, b_ub=b_ub, A_eq=a_eq, b_eq=b_eq, bounds=bounds)
    seconds = time.perf_counter() - start
    duals = None
    if found.status == 0:
        duals = dict.fromkeys(model.rows, 0.0)
        for rows, part in ((upper, found.ineqlin), (equal, found.eqlin)):
            for (row, factor, _), marginal in zip(rows, part.marginals):
                duals[row] += sign * factor * marginal
        duals = list(duals.values())
    answer.write(
        out, STATUS.get(found.status, "failed"), reason=None if found.status in STATUS else found.message,
        version=scipy.__version__, objective=None if found.fun is None else sign * found.fun + model.offset,
        primal=found.x, duals=duals, iterations=getattr(found, "nit", None), seconds=seconds)


main(*sys.argv[1:])
