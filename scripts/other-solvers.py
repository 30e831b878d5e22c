#!/usr/bin/env python3
"""The LP of an instance in solvers outside this program, against the proved optimum.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install highspy ortools; apt-get install glpk-utils qsopt-ex
    /tmp/venv/bin/python scripts/other-solvers.py [INSTANCE] [--grid 50 100 200] [--limit 60]

What is not installed is a row that says so. Each solve is a process of its own that reads the exported file;
seconds are processor time of the whole process. The optimum is the one that ironproof-verifier accepts; errors are
relative to 1 + |optimum|. Prints Markdown; run it after `cargo build --release --workspace`."""
import argparse
import json
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/ironproof"


def highspy(model, solver):
    import highspy
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("solver", solver)
    highs.setOptionValue("threads", 1)
    highs.readModel(model)
    highs.run()
    status = highs.modelStatusToString(highs.getModelStatus())
    return status.lower(), highs.getObjectiveValue()


def ortools(model, solver):
    from ortools.linear_solver.python import model_builder
    problem = model_builder.Model()
    assert problem.import_from_mps_file(model), "not read"
    engine = model_builder.Solver(solver)
    status = engine.solve(problem)
    return status.name.lower(), engine.objective_value


PYTHON = {"HiGHS simplex, highspy": (highspy, "simplex"), "HiGHS IPM, highspy": (highspy, "ipm"),
          "GLOP, OR-tools": (ortools, "glop"), "PDLP, OR-tools": (ortools, "pdlp")}


def glpsol(flags):
    """GLPK does not know OBJSENSE, so it gets the LP text."""
    def command(model, scratch):
        return ["glpsol", *flags, "--lp", model.with_suffix(".lp"), "--write", scratch / "solution"]

    def parse(text):
        # s bas ROWS COLUMNS PRIMAL DUAL OBJECTIVE; f is feasible.
        _, _, _, _, primal, dual, objective = re.search(r"^s bas .*", text, re.M)[0].split()
        return "optimal" if (primal, dual) == ("f", "f") else f"primal {primal}, dual {dual}", objective
    return command, parse


COMMANDS = {
    "GLPK": glpsol([]),
    "GLPK --exact": glpsol(["--exact"]),
    "QSopt_ex": (lambda model, scratch: ["esolver", "-O", scratch / "solution", model],
                 lambda text: (re.search(r"status = (\S+)|status (\S+)", text)[0].split()[-1].lower(),
                               re.search(r"Value = (\S+)", text)[1])),
}


def measured(command, limit):
    """What the process printed, or why not, and its processor seconds."""
    cpu = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    before = cpu()
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=limit)
        return run, cpu() - before
    except FileNotFoundError:
        return "not installed", None
    except subprocess.TimeoutExpired:
        return f"no answer in {limit} s", None


def answer(name, model, scratch, limit):
    """Status, objective and seconds."""
    if name in PYTHON:
        run, seconds = measured([sys.executable, __file__, "--one", name, "--model", model], limit)
        if isinstance(run, str):
            return run, None, None
        if run.returncode:
            missing = "No module named" in run.stderr
            return "not installed" if missing else "failed", None, None
        status, objective = json.loads(run.stdout.splitlines()[-1])
        return status, objective, seconds
    command, parse = COMMANDS[name]
    run, seconds = measured(command(model, scratch), limit)
    if isinstance(run, str):
        return run, None, None
    try:
        return (*parse((scratch / "solution").read_text()), seconds)
    except (OSError, TypeError):
        return "failed", None, None


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("instance", nargs="?", default=ROOT / "instances/applications/public-housing.toml")
    arguments.add_argument("--grid", nargs="+", default=["50", "100", "200"], help="types per group and levels")
    arguments.add_argument("--formulation", default="gamma")
    arguments.add_argument("--limit", type=int, default=60, help="wall seconds for one solve")
    arguments.add_argument("--one", help=argparse.SUPPRESS)
    arguments.add_argument("--model", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.one:
        solve, solver = PYTHON[chosen.one]
        print(json.dumps(solve(chosen.model, solver)))
        return
    print("| types per group | solver | status | error | CPU s |\n|---|---|---|---|---|")
    for grid in chosen.grid:
        flags = [chosen.instance, "--grid", grid, "--levels", "20", "--quiet"]
        run, seconds = measured([PROGRAM, "solve", *flags, "--certify", "--json"], None)
        proved = json.loads(run.stdout)
        assert proved["certified"], "the verifier accepts the certificate"
        value = Fraction(proved["value"])
        print(f"| {grid} | ironproof solve --certify | proved | 0 | {seconds:.2f} |")
        with tempfile.TemporaryDirectory() as folder:
            scratch = pathlib.Path(folder)
            model = scratch / "model.mps"
            for file in (model, model.with_suffix(".lp")):
                with file.open("w") as out:
                    subprocess.run([PROGRAM, "export", *flags, "--format", file.suffix[1:], "--incentives",
                                    "adjacent", "--formulation", chosen.formulation], stdout=out, check=True)
            for name in [*PYTHON, *COMMANDS]:
                status, objective, seconds = answer(name, model, scratch, chosen.limit)
                error = "-"
                if objective is not None:
                    difference = abs(Fraction(objective) - value) / (1 + abs(value))
                    error = "0" if difference == 0 else f"{float(difference):.1e}"
                print(f"| {grid} | {name} | {status} | {error} | {'-' if seconds is None else f'{seconds:.2f}'} |",
                      flush=True)


if __name__ == "__main__":
    main()
