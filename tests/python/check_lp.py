"""A naive checker of LP certificates for tests: check_lp.py MODEL.mps CERTIFICATE..., one line each. Free MPS, Python fractions, dense
where that is simpler, and no shared code; the format is that of docs/models.md. Readings are not supported."""
import hashlib
import re
import sys
from fractions import Fraction as F


FRACTION = r"-?\d+(?:/\d+)?"


def number(word):
    return F(word)


def side(word):
    if word.lower().lstrip("+-") in ("inf", "infinity") or abs(number(word)) >= 10**20:
        return None
    return number(word)


def read(path):
    section, sense, kinds, rows, columns, offset = "", 1, {}, {}, {}, F(0)
    rhs, ranges, objective, title, marked = {}, {}, None, "lp", False
    for line in open(path, encoding="utf-8-sig"):
        words = line.split()
        if not words or line.startswith("*"):
            continue
        if not line.startswith(" "):
            section = words[0]
            if section == "ENDATA":
                break
            if section == "NAME" and len(words) > 1:
                title = words[1]
            if section == "OBJSENSE" and len(words) > 1:
                sense = -1 if words[1] == "MAX" else 1
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
            if words[1] == "'MARKER'":
                marked = words[2] == "'INTORG'"
                continue
            empty = {"cost": F(0), "low": F(0), "up": F(1) if marked else None, "integer": marked, "default": marked}
            column = columns.setdefault(words[0], empty)
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
            kind, words = words[0], words[1:] if words[1] in columns else words[2:]
            column = columns[words[0]]
            value = side(words[1]) if kind in ("LO", "UP", "FX", "LI", "UI") else None
            if column["default"]:
                column["default"], column["up"] = False, None
            if kind in ("LO", "FX", "FR", "MI", "LI"):
                column["low"] = value
            if kind in ("UP", "FX", "FR", "PL", "UI"):
                column["up"] = value
            if kind == "BV":
                column["low"], column["up"] = F(0), F(1)
            column["integer"] = column["integer"] or kind in ("BV", "LI", "UI")
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
    return title, sense, offset, columns, rows, bounds


def statement(name, sense, offset, columns, rows, bounds):
    text = lambda side: "none" if side is None else str(side)
    visible = lambda c: c.isalnum() or "!" <= c <= "~" and c != "\\"
    word = lambda name: "".join(c if visible(c) else f"\\u{{{ord(c):x}}}" for c in name)
    lines = ["ironproof-lp-statement 1", f"name {word(name)}"]
    lines += [f"{'maximize' if sense < 0 else 'minimize'} {offset}", f"columns {len(columns)}"]
    for name, c in columns.items():
        lines.append(f"{word(name)} {'integer' if c['integer'] else 'real'} {c['cost']} {text(c['low'])} {text(c['up'])}")
    lines += [f"rows {len(rows)}"]
    places = {name: k + 1 for k, name in enumerate(columns)}
    for name, row in rows.items():
        terms = sorted((places[j], a) for j, a in row.items() if a != 0)
        lines.append(" ".join([word(name)] + [text(side) for side in bounds[name]] + [f"{j}:{a}" for j, a in terms]))
    return "\n".join(lines + ["end"]) + "\n"


def solve(matrix, right):
    """Gauss and Jordan, dense; fails where the matrix is singular."""
    m = [row + [b] for row, b in zip(matrix, right)]
    assert all(len(row) == len(m) + 1 for row in m)
    for k in range(len(m)):
        pivot = next(i for i in range(k, len(m)) if m[i][k] != 0)
        m[k], m[pivot] = m[pivot], m[k]
        m[k] = [a / m[k][k] for a in m[k]]
        for i in range(len(m)):
            if i != k and m[i][k] != 0:
                m[i] = [a - m[i][k] * b for a, b in zip(m[i], m[k])]
    return [row[-1] for row in m]


def of_basis(symbols, sides, dense, cost):
    """The point and the multipliers; symbols and sides of columns first, then rows."""
    n = len(cost)
    place = {"B": lambda s: F(0), "Z": lambda s: F(0), "L": lambda s: s[0] + 0, "U": lambda s: s[1] + 0}
    at = [place[mark](side) for mark, side in zip(symbols, sides)]
    basic = [j for j in range(n) if symbols[j] == "B"]
    tight = [i for i in range(len(dense)) if symbols[n + i] != "B"]
    rest = [at[n + i] - sum((dense[i][j] * at[j] for j in range(n)), F(0)) for i in tight]
    x, y = at[:n], [F(0)] * len(dense)
    for j, value in zip(basic, solve([[dense[i][j] for j in basic] for i in tight], rest)):
        x[j] = value
    for i, value in zip(tight, solve([[dense[i][j] for i in tight] for j in basic], [cost[j] for j in basic])):
        y[i] = value
    return x, y


def matched(pattern, line):
    found = re.fullmatch(pattern, line, re.ASCII)
    assert found, f"expected {pattern}, found {line}"
    return found


INTEGER = r"(-?\d+|-?0x[0-9a-fA-F]+)"


def integer(text):
    return int(text, 16 if "0x" in text else 10)


def vectors(lines, wanted, optional=False):
    """The vectors of these names and lengths, in this order; if optional, only those that are there."""
    found, at = {}, 0
    for name, length in wanted:
        if optional and not (at < len(lines) and lines[at].startswith(name + " ")):
            continue
        found[name], whole = [F(0)] * length, integer(matched(name + " " + INTEGER, lines[at])[1])
        unit, at = whole, at + 1
        while True:
            assert unit > 0
            before = 0
            while at < len(lines) and lines[at][0].isdigit():
                entry = matched(r"([1-9]\d*) " + INTEGER + "(?:/" + INTEGER + ")?", lines[at]).groups("1")
                place, value, own = map(integer, entry)
                assert before < place <= length and found[name][place - 1] == 0 and own > 0
                found[name][place - 1], before, at = F(value, unit * own), place, at + 1
            if at == len(lines) or not lines[at].startswith("over "):
                break
            # Over the first of two factors of the denominator of the vector.
            unit, times = map(integer, matched("over " + INTEGER + " " + INTEGER, lines[at]).groups())
            assert times > 0 and unit * times == whole
            at += 1
    assert at == len(lines)
    return found


def check(model, path):
    _, sense, offset, columns, rows, bounds = model
    text = open(path).read()
    lines = text.split("\n")[:-1]
    assert lines[0] == "ironproof-lp-certificate 3" and text.endswith("\nend\n")
    assert lines[1] == "file sha256 " + hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest()
    assert lines[2] == "statement sha256 " + hashlib.sha256(statement(*model).encode()).hexdigest()
    n_integer = sum(c["integer"] for c in columns.values())
    if n_integer:
        assert lines.pop(3) == f"relaxation {n_integer}"
    kind, lines = lines[3], lines[4:-1]
    names = list(columns)
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

    def bound(y):
        return offset + sense * least([sense * yi for yi in y], [sense * c for c in cost])

    if kind == "basis":
        assert len(lines) == 2
        symbols = matched(f"columns ([BLUZ]{{{len(names)}}})", lines[0])[1]
        symbols += matched(f"rows ([BLUZ]{{{len(rows)}}})", lines[1])[1]
        dense = [[row.get(j, F(0)) for j in names] for row in rows.values()]
        x, y = of_basis(symbols, sides, dense, cost)
        assert feasible(x) and offset + value(x) == bound(y)
        return str(bound(y))
    if kind.startswith("bounds "):
        sided = matched(f"bounds (none|{FRACTION}) (none|{FRACTION})", kind).groups()
        assert all(side == "none" or side == str(F(side)) for side in sided), "fractions in lowest terms"
        low, up = (None if word == "none" else F(word) for word in sided)
        v = vectors(lines, [("point", len(names)), ("multipliers", len(rows))], optional=True)
        inner, outer = (low, up) if sense < 0 else (up, low)
        assert (inner is None) == ("point" not in v) and (outer is None) == ("multipliers" not in v)
        assert inner is None or feasible(v["point"]) and offset + value(v["point"]) == inner
        assert outer is None or bound(v["multipliers"]) == outer
        return f"bounds {sided[0]} {sided[1]}"
    if kind.startswith("optimal "):
        written = matched(f"optimal ({FRACTION})", kind)[1]
        claim = F(written)
        assert written == str(claim), "a fraction in lowest terms"
        v = vectors(lines, [("point", len(names)), ("multipliers", len(rows))])
        assert feasible(v["point"]) and offset + value(v["point"]) == claim == bound(v["multipliers"])
        return str(claim)
    if kind == "infeasible":
        # Crossed bounds are the simplest contradiction.
        if lines[0].startswith("column "):
            place = int(matched(r"column ([1-9]\d*)", lines[0])[1])
            assert len(lines) == 1 and place <= len(names)
            low, up = sides[place - 1]
            assert low > up
        else:
            y = vectors(lines, [("multipliers", len(rows))])["multipliers"]
            assert least(y, [F(0)] * len(names)) > 0
        return "infeasible"
    assert kind == "unbounded"
    v = vectors(lines, [("point", len(names)), ("ray", len(names))])
    assert feasible(v["point"]) and sense * value(v["ray"]) < 0
    for d, (low, up) in zip(v["ray"] + activity(v["ray"]), sides):
        assert (low is None or d >= 0) and (up is None or d <= 0)
    return "unbounded"


model = read(sys.argv[1])
for path in sys.argv[2:]:
    try:
        print("verified", check(model, path))
    except Exception as error:
        print("rejected", repr(error))
