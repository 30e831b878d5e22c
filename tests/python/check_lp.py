"""A naive checker of LP certificates for tests: check_lp.py MODEL.mps CERTIFICATE. Free MPS, Python fractions, dense
where that is simpler, and no shared code; the format is that of docs/formats.md."""
import sys
from fractions import Fraction as F


def number(word):
    return F(word.lower().replace("d", "e"))


def side(word):
    if word.lower().lstrip("+-") in ("inf", "infinity") or abs(number(word)) >= 10**20:
        return None
    return number(word)


def read(path):
    section, sense, kinds, rows, columns, offset = "", 1, {}, {}, {}, F(0)
    rhs, ranges, objective = {}, {}, None
    for line in open(path):
        words = line.split()
        if not words or line.startswith("*"):
            continue
        if not line.startswith(" "):
            section = words[0]
            if section == "ENDATA":
                break
            continue
        if section == "OBJSENSE":
            sense = -1 if words[0].upper().startswith("MAX") else 1
        elif section == "ROWS":
            if words[0] == "N":
                objective = objective or words[1]
            else:
                kinds[words[1]] = words[0]
                rows[words[1]] = {}
        elif section == "COLUMNS":
            column = columns.setdefault(words[0], {"cost": F(0), "low": F(0), "up": None})
            for row, value in zip(words[1::2], words[2::2]):
                if row == objective:
                    column["cost"] = number(value)
                elif row in rows:
                    rows[row][words[0]] = number(value)
        elif section in ("RHS", "RANGES"):
            words = words[len(words) % 2:]
            for row, value in zip(words[::2], words[1::2]):
                if row == objective:
                    offset = -number(value)
                else:
                    (rhs if section == "RHS" else ranges)[row] = side(value)
        elif section == "BOUNDS":
            kind, column = words[0], columns[words[2]]
            value = side(words[3]) if len(words) > 3 else None
            if kind in ("LO", "FX", "FR", "MI"):
                column["low"] = value
            if kind in ("UP", "FX", "FR", "PL"):
                column["up"] = value
    bounds = {}
    for name, kind in kinds.items():
        low = up = rhs.get(name, F(0))
        if name in ranges:
            r = ranges[name]
            if kind == "L" or (kind == "E" and r < 0):
                low = up - abs(r)
            else:
                up = low + abs(r)
        elif kind == "L":
            low = None
        elif kind == "G":
            up = None
        bounds[name] = (low, up)
    return sense, offset, columns, rows, bounds


def vectors(lines, length):
    found = {}
    for line in lines:
        first, second = line.split()
        if not first.isdigit():
            current, unit = found.setdefault(first, {}), int(second)
        else:
            current[int(first) - 1] = F(int(second), unit)
    return {name: [v.get(k, F(0)) for k in range(length[name])] for name, v in found.items()}


def main():
    sense, offset, columns, rows, bounds = read(sys.argv[1])
    lines = open(sys.argv[2]).read().splitlines()
    assert lines[0] == "ironproof-lp-certificate 1" and lines[-1] == "end"
    names = list(columns)
    v = vectors(lines[2:-1], {"point": len(names), "ray": len(names), "multipliers": len(rows)})
    activity = lambda x: [sum((a * x[names.index(j)] for j, a in row.items()), F(0)) for row in rows.values()]
    sides = [(c["low"], c["up"]) for c in columns.values()] + [bounds[r] for r in rows]
    cost = [c["cost"] for c in columns.values()]
    value = lambda x: sum((c * xj for c, xj in zip(cost, x)), F(0))

    def feasible(x):
        return all((low is None or low <= s) and (up is None or s <= up) for s, (low, up) in zip(x + activity(x), sides))

    def least(y, c):
        z = [cj - sum((yi * row.get(j, F(0)) for yi, row in zip(y, rows.values())), F(0)) for cj, j in zip(c, names)]
        total = F(0)
        for factor, (low, up) in zip(z + y, sides):
            if factor != 0:
                total += factor * (low if factor > 0 else up)
        return total

    if lines[1].startswith("optimal "):
        claim = F(lines[1].split()[1])
        bound = sense * least([sense * y for y in v["multipliers"]], [sense * c for c in cost])
        assert feasible(v["point"]) and offset + value(v["point"]) == claim == offset + bound
        return str(claim)
    if lines[1] == "infeasible":
        assert least(v["multipliers"], [F(0)] * len(names)) > 0
        return "infeasible"
    assert feasible(v["point"]) and sense * value(v["ray"]) < 0
    for d, (low, up) in zip(v["ray"] + activity(v["ray"]), sides):
        assert (low is None or d >= 0) and (up is None or d <= 0)
    return "unbounded"


try:
    print("verified", main())
except Exception as error:
    print("rejected", repr(error))
