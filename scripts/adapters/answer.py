"""The answer of a solver as the file that `ironproof bench accuracy` reads; docs/accuracy.md describes it."""
import math


def write(path, status, *, reason=None, version=None, objective=None, primal=None, duals=None, columns=None, rows=None,
          iterations=None, seconds=None):
    """Lines without a value are left out, `seconds` too: no time is not a time of zero."""
    lines = ["ironproof-answer 1", f"status {status}"]
    if reason:
        lines.append(f"reason {' '.join(str(reason).split())}")
    if version:
        lines.append(f"version {version}")
    if status == "optimal":
        if objective is not None and math.isfinite(objective):
            lines.append(f"objective {float(objective)!r}")
        for name, values in (("primal", primal), ("duals", duals)):
            if values is not None:
                lines.append(" ".join([name, *(repr(float(value)) for value in values)]))
        if columns is not None and rows is not None:
            lines += [f"columns {''.join(columns)}".rstrip(), f"rows {''.join(rows)}".rstrip()]
    if iterations is not None and 0 <= iterations:
        lines.append(f"iterations {int(iterations)}")
    if seconds is not None:
        lines.append(f"seconds {float(seconds)!r}")
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join([*lines, "end", ""]))
