"""A naive checker of VIPR 1.0 files for tests: check_vipr.py FILE. Reason `lin` only, Python fractions, no shared code."""
import sys
from fractions import Fraction as F

words = iter(" ".join(line for line in open(sys.argv[1]) if not line.startswith("%")).split())
SIGN = {"G": 1, "E": 0, "L": -1}


def expect(word):
    found = next(words)
    assert found == word, f"expected {word}, found {found}"


def terms():
    return {int(next(words)): F(next(words)) for _ in range(int(next(words)))}


def constraint(objective):
    label, sense, side = next(words), SIGN[next(words)], F(next(words))
    count = next(words)
    if count == "OBJ":
        return sense, side, objective
    return sense, side, {int(next(words)): F(next(words)) for _ in range(int(count))}


def clean(row):
    return {j: a for j, a in row.items() if a != 0}


def dominates(a, b):
    (sense, side, row), (goal, target, wanted) = a, b
    if not clean(row) and (sense <= 0 and side < 0 or sense >= 0 and side > 0):
        return True
    return clean(row) == clean(wanted) and (
        goal > 0 and sense >= 0 and side >= target or goal < 0 and sense <= 0 and side <= target
        or goal == 0 and sense == 0 and side == target)


def main():
    expect("VER"), expect("1.0"), expect("VAR")
    n = int(next(words))
    names = [next(words) for _ in range(n)]
    expect("INT"), expect("0"), expect("OBJ")
    is_min = {"min": True, "max": False}[next(words)]
    objective = terms()
    expect("CON")
    m, _ = int(next(words)), int(next(words))
    constraints = [constraint(objective) for _ in range(m)]
    assert all(0 <= j < n for _, _, row in constraints for j in row)
    expect("RTP")
    relation = next(words)
    bounds = [next(words), next(words)] if relation == "range" else None
    expect("SOL")
    values = []
    for _ in range(int(next(words))):
        next(words)
        x = terms()
        dot = lambda row: sum((a * x.get(j, F(0)) for j, a in row.items()), F(0))
        for sense, side, row in constraints:
            gap = dot(row) - side
            assert gap == 0 or sense * gap > 0, "the solution violates a constraint"
        values.append(dot(objective))
    expect("DER")
    for _ in range(int(next(words))):
        goal = constraint(objective)
        expect("{"), expect("lin")
        total, side, signs = {}, F(0), set()
        for k, factor in terms().items():
            sense, own, row = constraints[k]
            signs.add(sense * (factor > 0) - sense * (factor < 0))
            side += factor * own
            for j, a in row.items():
                total[j] = total.get(j, F(0)) + factor * a
        signs -= {0}
        assert len(signs) < 2, "factors of both signs"
        expect("}"), next(words)
        assert dominates((signs.pop() if signs else 0, side, total), goal), "not derived"
        constraints.append(goal)
    assert next(words, None) is None
    last = constraints[-1]
    if relation == "infeas":
        assert dominates(last, (1, F(1), {0: F(1)})) and not clean(last[2]), "no contradiction"
        return "infeasible"
    low, up = bounds
    outer, inner = (low, up) if is_min else (up, low)
    if outer not in ("inf", "-inf"):
        assert len(constraints) > m and dominates(last, (1 if is_min else -1, F(outer), objective)), "not the bound"
    if inner not in ("inf", "-inf"):
        best = min(values) if is_min else max(values)
        assert best <= F(inner) if is_min else best >= F(inner), "no solution is that good"
    return f"range {low} {up}"


try:
    print("verified", main())
except Exception as error:
    print("rejected", repr(error))
