"""A small reader of free MPS, for solvers that have none: what it does not know is an error.

    model = read(path)
    rewrite(model, path, copy)

Columns stand in the order of their first entry, rows in that of the file, as `ironproof bench accuracy` counts them."""
import math


class Model:
    def __init__(self):
        self.maximize = False
        self.objective = None   # name of the first row of kind N
        self.free_rows = set()  # all rows of kind N
        self.all_rows = []      # names, rows of kind N included
        self.rows = {}          # name -> [low, high]
        self.columns = {}       # name -> {row: coefficient}
        self.bounds = {}        # name -> [low, high]
        self.offset = 0.0       # of the objective


def read(path):
    model, kinds, section = Model(), {}, None
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            words = line.split()
            if not words or line.startswith("*"):
                continue
            try:
                if not line[0].isspace():
                    section = words[0]
                    if section == "ENDATA":
                        break
                    if section not in ("NAME", "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS", "OBJSENSE"):
                        raise ValueError(f"unknown section {section}")
                    if section == "OBJSENSE" and len(words) == 2:
                        model.maximize = sense(words[1])
                elif section == "OBJSENSE":
                    model.maximize = sense(words[0])
                else:
                    {"ROWS": row, "COLUMNS": column, "RHS": rhs, "RANGES": ranges, "BOUNDS": bound}[section](
                        model, kinds, words)
            except (KeyError, ValueError, IndexError) as error:
                raise SystemExit(f"{path}, line {number}: {error!r}") from error
    return model


def sense(word):
    return {"MAX": True, "MAXIMIZE": True, "MIN": False, "MINIMIZE": False}[word.upper()]


def row(model, kinds, words):
    kind, name = words
    kinds[name] = kind
    model.all_rows.append(name)
    if kind == "N":
        model.free_rows.add(name)
        model.objective = model.objective or name
    else:
        model.rows[name] = {"L": [-math.inf, 0.0], "G": [0.0, math.inf], "E": [0.0, 0.0]}[kind]


def column(model, kinds, words):
    if "'MARKER'" in words:
        raise ValueError("integers")
    name, pairs = words[0], words[1:]
    entries = model.columns.setdefault(name, {})
    model.bounds.setdefault(name, [0.0, math.inf])
    for at, value in pairs_of(pairs):
        kinds[at]
        entries[at] = entries.get(at, 0.0) + float(value)


def pairs_of(words):
    if len(words) not in (2, 4):
        raise ValueError("expected one or two pairs of a name and a number")
    return zip(words[::2], words[1::2])


def rhs(model, kinds, words):
    for at, value in pairs_of(words[len(words) % 2:]):
        value = float(value)
        if at == model.objective:
            model.offset = -value
        elif kinds[at] != "N":
            low, high = model.rows[at]
            model.rows[at] = [value if low == 0.0 else low, value if high == 0.0 else high]


def ranges(model, kinds, words):
    for at, value in pairs_of(words[len(words) % 2:]):
        value, (low, high) = float(value), model.rows[at]
        if kinds[at] == "L":
            low = high - abs(value)
        elif kinds[at] == "G":
            high = low + abs(value)
        elif value < 0:
            low = high + value
        else:
            high = low + value
        model.rows[at] = [low, high]


def bound(model, kinds, words):
    kind, rest = words[0], words[1:]
    takes_value = kind in ("LO", "UP", "FX")
    # The name of the set of bounds may be absent.
    if len(rest) == 2 + takes_value:
        rest = rest[1:]
    name = rest[0]
    low, high = model.bounds[name]
    value = float(rest[1]) if takes_value else None
    if kind == "UP" and value < 0 and low == 0.0:
        raise ValueError("readers disagree about a negative upper bound without a lower bound")
    model.bounds[name] = {"LO": [value, high], "UP": [low, value], "FX": [value, value], "FR": [-math.inf, math.inf],
                          "MI": [-math.inf, high], "PL": [low, math.inf]}[kind]


def rewrite(model, path, copy):
    """The same model for readers that do not know OBJSENSE, that take a file for fixed MPS unless its first line says
    FREE (cbc does), and that want the bounds to have a name. The constant of the objective is left out, whose sign
    readers disagree about (GLPK adds what others subtract): add `model.offset` to what the solver says."""
    section = None
    with open(path, encoding="utf-8") as lines, open(copy, "w", encoding="utf-8") as out:
        for line in lines:
            words = line.split()
            if words and not line.startswith("*") and not line[0].isspace():
                section = words[0]
                if section == "NAME":
                    line = f"NAME {words[1] if 1 < len(words) else 'MODEL'} FREE\n"
            if section == "OBJSENSE":
                continue
            if section == "BOUNDS" and line[0].isspace() and words:
                n_words = 4 if words[0] in ("LO", "UP", "FX") else 3
                if len(words) == n_words - 1:
                    line = " " + " ".join([words[0], "BOUND", *words[1:]]) + "\n"
            if section == "RHS" and line[0].isspace() and words and not line.startswith("*"):
                pairs = pairs_of(words[len(words) % 2:])
                kept = [f"{row} {value}" for row, value in pairs if row != model.objective]
                line = f" RHS {' '.join(kept)}\n" if kept else ""
            out.write(line)
