"""A linear program as lists of doubles, and its text as an MPS file."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Optional

from ._ironproof import IronproofError

_INFINITE = 1e20


@dataclass
class Linear:
    """Columns with costs, bounds and coefficients by row; rows with two sides, which may be infinite."""

    cost: "list[float]"
    low: "list[float]"
    high: "list[float]"
    row_low: "list[float]"
    row_high: "list[float]"
    columns: "list[dict[int, float]]"
    maximize: bool = False
    offset: float = 0.0
    integer: "list[bool]" = field(default_factory=list)
    answer: "Optional[list[float]]" = None
    name: str = "model"
    notes: "list[str]" = field(default_factory=list)


def _number(x: float) -> str:
    """The shortest decimal that names the double."""
    x = float(x)
    if not math.isfinite(x):
        raise IronproofError(f"the model has a number that is none: {x}")
    return str(int(x)) if x.is_integer() and abs(x) < 1e15 else repr(x)


def _is_absent(side: float) -> bool:
    return abs(side) >= _INFINITE


def _row_lines(k: int, low: float, high: float) -> "list[tuple[str, str, float]]":
    """Kind, name and side of the rows of MPS that say `low <= row <= high`: a range would need a difference."""
    if low == high:
        return [("E", f"R{k}", low)]
    above = [] if low <= -_INFINITE else [("G", f"R{k}", low)]
    below = [] if high >= _INFINITE else [("L", f"R{k}" if not above else f"R{k}_upper", high)]
    return above + below


def _bound_lines(name: str, low: float, high: float, integer: bool) -> "list[str]":
    if low <= -_INFINITE and high >= _INFINITE:
        return [f" FR B {name}"]
    lines = [f" MI B {name}"] if low <= -_INFINITE else [f" LO B {name} {_number(low)}"]
    if high < _INFINITE:
        return [*lines, f" UP B {name} {_number(high)}"]
    # An integer column without an upper bound would get one.
    return [*lines, f" PL B {name}"] if integer else lines


def mps(model: Linear) -> str:
    """The model as a free MPS file, with columns C0, C1, .. and rows R0, R1, ..

    >>> print(mps(Linear([1.0], [0.0], [math.inf], [1.0], [math.inf], [{0: 3.0}])))
    NAME model
    OBJSENSE
        MIN
    ROWS
     N COST
     G R0
    COLUMNS
     C0 COST 1
     C0 R0 3
    RHS
     RHS R0 1
    BOUNDS
     LO B C0 0
    ENDATA
    """
    rows = [_row_lines(k, *sides) for k, sides in enumerate(zip(model.row_low, model.row_high, strict=True))]
    lines = [f"NAME {model.name}", "OBJSENSE", "    MAX" if model.maximize else "    MIN", "ROWS", " N COST"]
    lines += [f" {kind} {name}" for row in rows for kind, name, _ in row]
    lines.append("COLUMNS")
    integer = model.integer or [False] * len(model.cost)
    for j, (cost, column) in enumerate(zip(model.cost, model.columns, strict=True)):
        if integer[j]:
            lines.append(f" M{j} 'MARKER' 'INTORG'")
        # A column without an entry would not be there.
        lines.append(f" C{j} COST {_number(cost)}")
        for k, value in sorted(column.items()):
            lines += [f" C{j} {name} {_number(value)}" for _, name, _ in rows[k] if value != 0]
        if integer[j]:
            lines.append(f" E{j} 'MARKER' 'INTEND'")
    lines.append("RHS")
    if model.offset != 0:
        lines.append(f" RHS COST {_number(-model.offset)}")
    lines += [f" RHS {name} {_number(side)}" for row in rows for _, name, side in row if side != 0]
    lines.append("BOUNDS")
    bounds = zip(model.low, model.high, integer, strict=True)
    lines += [line for j, bound in enumerate(bounds) for line in _bound_lines(f"C{j}", *bound)]
    return "\n".join([*lines, "ENDATA"])


def by_column(matrix: Any, n_columns: int, first_row: int = 0) -> "list[dict[int, float]]":
    """The entries of a matrix, dense or sparse, by column."""
    columns: "list[dict[int, float]]" = [{} for _ in range(n_columns)]
    triples: "Iterable[tuple[int, int, float]]"
    if hasattr(matrix, "tocoo"):
        entries = matrix.tocoo()
        triples = zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True)
    else:
        dense = matrix.tolist() if hasattr(matrix, "tolist") else matrix
        triples = ((k, j, x) for k, row in enumerate(dense) for j, x in enumerate(row))
    for k, j, x in triples:
        if x != 0:
            columns[j][first_row + k] = columns[j].get(first_row + k, 0.0) + float(x)
    return columns
