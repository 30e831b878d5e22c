#!/usr/bin/env python3
"""HiGHS through highspy, for `ironproof bench accuracy --solver highspy=scripts/adapters/highspy-adapter.py`.

    pip install highspy

The simplex method with the defaults of the package, on one thread. HiGHS reads the file itself."""
import sys
import time

import highspy

import answer

STATUS = {"Optimal": "optimal", "Infeasible": "infeasible", "Unbounded": "unbounded",
          "Primal infeasible or unbounded": "infeasible-or-unbounded", "Time limit reached": "time-limit"}
LETTERS = {highspy.HighsBasisStatus.kLower: "L", highspy.HighsBasisStatus.kBasic: "B",
           highspy.HighsBasisStatus.kUpper: "U", highspy.HighsBasisStatus.kZero: "Z",
           highspy.HighsBasisStatus.kNonbasic: "N"}


def main(model, out):
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    if highs.readModel(model) == highspy.HighsStatus.kError:
        answer.write(out, "failed", reason="the model was not read", version=highs.version())
        return
    start = time.perf_counter()
    highs.run()
    seconds = time.perf_counter() - start
    said = highs.modelStatusToString(highs.getModelStatus())
    solution, basis, info = highs.getSolution(), highs.getBasis(), highs.getInfo()
    has_basis = basis.valid
    answer.write(
        out, STATUS.get(said, "failed"), reason=None if said in STATUS else said, version=highs.version(),
        objective=info.objective_function_value,
        primal=solution.col_value if solution.value_valid else None,
        duals=solution.row_dual if solution.dual_valid else None,
        columns=[LETTERS[it] for it in basis.col_status] if has_basis else None,
        rows=[LETTERS[it] for it in basis.row_status] if has_basis else None,
        iterations=info.simplex_iteration_count, seconds=seconds)


main(*sys.argv[1:])
