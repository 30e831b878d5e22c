#!/usr/bin/env python3
"""Exact solvers side by side on a folder of models, in CPU seconds of whole processes: `ironproof certify`, and of
QSopt_ex (esolver), SoPlex, SCIP, GLPK (glpsol --exact) and HiGHS, which is not exact, those that are on the PATH.

  scripts/peers.py FOLDER                     a row per model, then a summary, as Markdown
  scripts/peers.py FOLDER --csv times.csv     the rows as CSV too
  scripts/peers.py FOLDER --only ironproof,QSopt_ex --limit 60

Run it after `cargo build --release --locked`. Models are *.mps or *.mps.gz; the peers get them unpacked. It lists
answers that disagree, and ends with exit code 1 if both are of exact programs."""
import argparse, csv, fractions, gzip, json, math, pathlib, re, resource, shutil, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
IRONPROOF = ROOT / "target/release/ironproof"
# Added to each time in geometric means, so that they do not compare milliseconds of starting up.
SHIFT_S = 0.01
# What the solvers that print doubles may differ by.
TOLERANCE = 1e-6
INEXACT = ["HiGHS"]
STATUSES = [("infeasible or unbounded", "no optimum"), ("unbounded or infeasible", "no optimum"),
            ("no primal feasible", "infeasible"), ("no feasible", "infeasible"), ("infeasible", "infeasible"),
            ("unbounded", "unbounded"), ("no dual feasible", "unbounded"), ("optimal", "optimal")]


def status_in(text):
    """The first status that a line says, in our words; none if it says none."""
    return next((name for words, name in STATUSES if words in text.lower()), None)


def found(pattern, text):
    match = re.search(pattern, text, re.MULTILINE)
    return match[1].strip() if match else None


def ironproof(model, scratch, limit):
    command = [IRONPROOF, "certify", model, "--json", "--quiet", "--time-limit", str(limit)]
    def read(text):
        said = json.loads(text)
        return (said["status"], said["value"]) if said["certified"] and said["status"] != "bounded" else None
    return command, read


def qsopt(model, scratch, limit):
    solution = scratch / "solution.sol"
    def read(_):
        if not solution.exists():
            return None
        text = solution.read_text()
        status = status_in(text.split("\n", 1)[0])
        return (status, found(r"^\s*Value = (\S+)", text)) if status else None
    return ["esolver", "-R", str(limit), "-O", solution, model], read


def soplex(model, scratch, limit):
    read = lambda text: read_lines(text, r"^SoPlex status\s*:(.*)", r"^Objective value\s*:(.*)")
    return ["soplex", "--readmode=1", "--solvemode=2", "--checkmode=2", "-f0", "-o0", f"-t{limit}", model], read


def scip(model, scratch, limit):
    read = lambda text: read_lines(text, r"^SCIP Status\s*:(.*)", r"^Primal Bound\s*:\s*(\S+)")
    lines = ["set exact enabled TRUE", f"set limits time {limit}", f"read {model}", "optimize", "quit"]
    return ["scip", *(word for line in lines for word in ("-c", line))], read


def glpk(model, scratch, limit):
    solution = scratch / "solution.txt"
    def read(_):
        text = solution.read_text() if solution.exists() else ""
        return read_lines(text, r"^Status:(.*)", r"^Objective:.* = (\S+)")
    return ["glpsol", "--freemps", model, "--exact", "--nomip", "--tmlim", str(int(limit)), "-o", solution], read


def highs(model, scratch, limit):
    read = lambda text: read_lines(text, r"^\s*Model status\s*:(.*)", r"^\s*Objective value\s*:(.*)")
    options = scratch / "options"
    options.write_text("solve_relaxation = true\n")
    return ["highs", "--options_file", options, "--time_limit", str(limit), model], read


def read_lines(text, status, value):
    said = found(status, text)
    name = status_in(said) if said else None
    # `optimal` in a word for a limit that came first is none.
    return (name, found(value, text)) if name and "limit" not in said.lower() else None


PROGRAMS = {"ironproof": (IRONPROOF, ironproof), "QSopt_ex": ("esolver", qsopt), "SoPlex": ("soplex", soplex),
            "SCIP": ("scip", scip), "GLPK": ("glpsol", glpk), "HiGHS": ("highs", highs)}


def run(build, model, limit):
    """What a program says, status and value, or none; and its CPU seconds."""
    cpu = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    with tempfile.TemporaryDirectory() as folder:
        command, read = build(model, pathlib.Path(folder), limit)
        ends = lambda: resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(limit) + 5,) * 2)
        before = cpu()
        try:
            # HiGHS writes a log where it stands.
            text = subprocess.run(command, cwd=folder, capture_output=True, text=True, preexec_fn=ends,
                                  errors="replace", timeout=3 * limit + 60).stdout
            said = read(text)
        except (subprocess.TimeoutExpired, ValueError):
            said = None
        return said, cpu() - before


def number(text):
    """An optimum as it is printed, and whether it is exact."""
    is_exact = re.fullmatch(r"-?\d+(/\d+)?", text) is not None
    return fractions.Fraction(text), is_exact


def agree(one, other):
    if one[0] != other[0]:
        return "no optimum" in (one[0], other[0]) and "optimal" not in (one[0], other[0])
    if one[0] != "optimal" or one[1] is None or other[1] is None:
        return True
    (x, x_is_exact), (y, y_is_exact) = number(one[1]), number(other[1])
    return x == y if x_is_exact and y_is_exact else abs(x - y) <= TOLERANCE * max(1, abs(x))


def line(words):
    print("| " + " | ".join(words) + " |", flush=True)


def heading(words):
    line(words)
    print("|---" * len(words) + "|")


def summary(names, times):
    """Each program beside the first one, on the models that both answered."""
    first, rows = names[0], []
    for name in names:
        pairs = [(row[name], row[first]) for row in times if row[name] is not None and row[first] is not None]
        mean = lambda k: math.exp(sum(math.log(pair[k] + SHIFT_S) for pair in pairs) / len(pairs)) - SHIFT_S
        means = [f"{mean(k):.3f}" for k in (0, 1)] if pairs else ["-", "-"]
        sums = [f"{sum(pair[k] for pair in pairs):.2f}" for k in (0, 1)]
        n_faster = sum(own + SHIFT_S < other for own, other in pairs)
        n_answered = sum(row[name] is not None for row in times)
        rows.append([name, str(n_answered), str(len(pairs)), *sums, *means, str(n_faster)])
    print(f"{len(times)} models. Times are of those that {first} answered too; means are geometric, shifted by "
          f"{SHIFT_S} s; faster is by more than that.\n")
    heads = ["program", "answered", f"{first} too", "CPU s", f"{first} CPU s", "mean", f"{first} mean", "faster on"]
    heading(heads)
    for row in rows:
        line(row)
    print()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--only", help="names with commas between them")
    arguments.add_argument("--limit", type=float, default=100, help="CPU seconds for each model and program")
    arguments.add_argument("--csv", type=pathlib.Path)
    chosen = arguments.parse_args()
    there = [name for name, (program, _) in PROGRAMS.items() if shutil.which(program)]
    names = chosen.only.split(",") if chosen.only else there
    for name in names:
        if name not in there:
            sys.exit(f"error: no program {name}: installed are {', '.join(there)}")
    models = sorted(path for path in chosen.folder.iterdir() if path.name.endswith((".mps", ".mps.gz")))
    if not models:
        sys.exit(f"error: {chosen.folder} has no *.mps or *.mps.gz")
    sys.set_int_max_str_digits(0)
    rows, times, disagreements, wrong = [], [], [], []
    heading(["model", "status", *(f"{name} CPU s" for name in names)])
    for k, original in enumerate(models, 1):
        if not sys.stdout.isatty():
            print(f"{k} of {len(models)}: {original.name}", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            model = pathlib.Path(folder) / original.name.removesuffix(".gz")
            opened = gzip.open(original) if original.suffix == ".gz" else original.open("rb")
            with opened as source, model.open("wb") as target:
                shutil.copyfileobj(source, target)
            said = {name: run(PROGRAMS[name][1], model, chosen.limit) for name in names}
        answers = {name: answer for name, (answer, _) in said.items() if answer}
        status = next(iter(answers.values()), ("-",))[0]
        rows.append([original.name.split(".mps")[0], status,
                     *(f"{cpu:.2f}" if answer else f"none in {cpu:.0f}" for answer, cpu in said.values())])
        line(rows[-1])
        times.append({name: cpu if answer else None for name, (answer, cpu) in said.items()})
        first = next(iter(answers), None)
        wrong += [name for name, answer in answers.items() if name not in INEXACT and first not in INEXACT
                  and not agree(answers[first], answer)]
        disagreements += [f"{original.name}: {first} says {' '.join(map(str, answers[first]))[:60]}, {name} says "
                          f"{' '.join(map(str, answer))[:60]}"
                          for name, answer in answers.items() if not agree(answers[first], answer)]
    print()
    summary(names, times)
    print("\n".join(disagreements) or "No two programs disagree.")
    if chosen.csv:
        with chosen.csv.open("w", newline="") as out:
            csv.writer(out).writerows([["model", "status", *names], *rows])
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
