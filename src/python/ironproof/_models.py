"""`certify`: a proof about a linear program, from a file or from the library that it was built with."""

import math
import os
from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union

from . import _ironproof as native
from ._ironproof import IronproofError
from ._linear import Linear, by_column, mps
from ._results import Certification, read


def certify(
    model: Any,
    answer: Any = None,
    *,
    time_limit: float = 60,
    loss: bool = False,
    readings: "tuple[str, ...]" = (),
    iis: bool = False,
    sensitivity: "Union[bool, Sequence[str]]" = False,
    vertices: "Optional[int]" = None,
    lexicographic: bool = False,
) -> Certification:
    """What is proved about a linear program, and whether the answer of a solver is right.

    `model` is the name of a file (`*.mps`, `*.lp`, also `.gz`), the text of one, a model of highspy, PuLP, Pyomo or cvxpy,
    or a dictionary with the arguments of `scipy.optimize.linprog`. A model that was solved brings its answer along;
    else `answer` is a list of values, a result of scipy, a dictionary of values by the names in the file, or the name of
    a solution file. `result.right` says whether it is right.

    More questions, which the options of the program of the same names explain: `iis=True` gives an irreducible infeasible
    subsystem as `result.iis`, `sensitivity=True` (or names of rows and columns) shadow prices and ranges, `vertices=100` at
    most so many vertices of the optimal face, and `lexicographic=True` the smallest optimum. A question that does not fit the
    verdict is in `result.notes`.

    >>> found = certify({"c": [1], "A_ub": [[-3]], "b_ub": [-1]}, [0.3333333333333333])
    >>> found.value, found.verified, found.right
    (Fraction(1, 3), 'optimal 1/3', True)
    >>> certify({"c": [1], "A_ub": [[-3]], "b_ub": [-1]}, [0.3]).answer.verdict
    'infeasible'
    """
    text, form, own, said = _read(model)
    given = _given(own if answer is None else answer)
    names = None if sensitivity is False else [] if sensitivity is True else list(sensitivity)
    asked = {"iis": iis, "sensitivity": names, "vertices": vertices, "lexicographic": lexicographic}
    options: "dict[str, Any]" = {"given": given, "readings": list(readings), "time_limit_s": float(time_limit), "loss": loss}
    options["asked"] = asked
    found, ended, notes = native.certify(text, form, **options)
    return Certification(read(found), ended, (*notes, *said))


def _given(answer: Any) -> Any:
    """The answer as a list of doubles in the order of the columns, or as the text of a solution file."""
    if answer is None:
        return None
    if isinstance(answer, (str, os.PathLike)) and "\n" not in os.fspath(answer):
        try:
            with open(answer, encoding="utf-8") as file:
                return file.read()
        except OSError as error:
            raise IronproofError(f"{os.fspath(answer)}: {error.strerror}") from None
    if isinstance(answer, str):
        return answer
    point = getattr(answer, "x", None)
    if point is not None:
        return [float(x) for x in point]
    if isinstance(answer, Mapping):
        if hasattr(answer, "x"):
            raise IronproofError("the answer has no values: the solver found none")
        return "".join(f"{name} {float(x)!r}\n" for name, x in answer.items())
    return [float(x) for x in answer]


def _read(model: Any) -> "tuple[bytes, str, Any, list[str]]":
    """The bytes of a model file, its format, the answer that the model brings along, and what to know about that."""
    if isinstance(model, str) and "\n" in model:
        return model.encode(), "mps" if "ENDATA" in model else "lp", None, []
    if isinstance(model, (str, os.PathLike)):
        path = os.fspath(model)
        name = path.lower().removesuffix(".gz")
        if not name.endswith((".mps", ".lp")):
            raise IronproofError(f"{path}: expected *.mps or *.lp, or *.gz")
        try:
            with open(path, "rb") as file:
                return file.read(), "mps" if name.endswith(".mps") else "lp", None, []
        except OSError as error:
            raise IronproofError(f"{path}: {error.strerror}") from None
    linear = _linear(model)
    return mps(linear).encode(), "mps", linear.answer, linear.notes


def _linear(model: Any) -> Linear:
    if isinstance(model, Linear):
        return model
    if isinstance(model, Mapping):
        return _of_linprog(**model)
    readers = {"highspy": _of_highspy, "pulp": _of_pulp, "pyomo": _of_pyomo, "cvxpy": _of_cvxpy}
    for kind in type(model).__mro__:
        reader = readers.get(kind.__module__.partition(".")[0])
        if reader is not None:
            return reader(model)
    raise TypeError(f"no model of a known library: {type(model).__name__}")


def _side(x: Any, absent: float) -> float:
    return absent if x is None else float(x)


def _of_linprog(
    c: Any,
    A_ub: Any = None,
    b_ub: Any = None,
    A_eq: Any = None,
    b_eq: Any = None,
    bounds: Any = (0, None),
) -> Linear:
    cost = [float(x) for x in c]
    n = len(cost)
    columns: "list[dict[int, float]]" = [{} for _ in range(n)]
    row_low: "list[float]" = []
    row_high: "list[float]" = []
    for matrix, sides, is_equation in ((A_ub, b_ub, False), (A_eq, b_eq, True)):
        if matrix is None:
            continue
        for column, more in zip(columns, by_column(matrix, n, len(row_low)), strict=True):
            column.update(more)
        sides = [float(x) for x in sides]
        row_low += sides if is_equation else [-math.inf] * len(sides)
        row_high += sides
    pairs = [(0, None)] * n if bounds is None else bounds.tolist() if hasattr(bounds, "tolist") else list(bounds)
    if len(pairs) == 2 and not hasattr(pairs[0], "__len__"):
        pairs = [pairs] * n
    if len(pairs) == 1 and n != 1:
        pairs = pairs * n
    low = [_side(pair[0], -math.inf) for pair in pairs]
    high = [_side(pair[1], math.inf) for pair in pairs]
    return Linear(cost, low, high, row_low, row_high, columns, name="linprog")


def _of_highspy(model: Any) -> Linear:
    import highspy

    lp = model.getLp()
    matrix, n, n_rows = lp.a_matrix_, lp.num_col_, lp.num_row_
    start, index, value = (list(part) for part in (matrix.start_, matrix.index_, matrix.value_))
    columns: "list[dict[int, float]]" = [{} for _ in range(n)]
    by_rows = matrix.format_ == highspy.MatrixFormat.kRowwise
    for major in range(n_rows if by_rows else n):
        for at in range(start[major], start[major + 1]):
            column, row = (index[at], major) if by_rows else (major, index[at])
            columns[column][row] = float(value[at])
    kinds = list(lp.integrality_)
    plain = highspy.HighsVarType.kContinuous
    if any(kind not in (plain, highspy.HighsVarType.kInteger) for kind in kinds):
        raise IronproofError("semi-continuous columns are no part of a linear program")
    solution = model.getSolution()
    return Linear(
        list(lp.col_cost_),
        list(lp.col_lower_),
        list(lp.col_upper_),
        list(lp.row_lower_),
        list(lp.row_upper_),
        columns,
        maximize=lp.sense_ == highspy.ObjSense.kMaximize,
        offset=lp.offset_,
        integer=[kind != plain for kind in kinds],
        answer=list(solution.col_value) if solution.value_valid else None,
        name="highspy",
    )


def _of_pulp(model: Any) -> Linear:
    variables = model.variables()
    place = {variable.name: j for j, variable in enumerate(variables)}
    columns: "list[dict[int, float]]" = [{} for _ in variables]
    row_low, row_high = [], []
    # A list from PuLP 4 on, a dictionary before.
    constraints = model.constraints() if callable(model.constraints) else model.constraints.values()
    for k, row in enumerate(constraints):
        side = -float(row.constant)
        row_low.append(-math.inf if row.sense < 0 else side)
        row_high.append(math.inf if row.sense > 0 else side)
        for variable, x in row.items():
            columns[place[variable.name]][k] = float(x)
    cost = [0.0] * len(variables)
    offset = 0.0
    if model.objective is not None:
        offset = float(model.objective.constant)
        for variable, x in model.objective.items():
            cost[place[variable.name]] = float(x)
    values = [variable.varValue for variable in variables]
    return Linear(
        cost,
        [_side(variable.lowBound, -math.inf) for variable in variables],
        [_side(variable.upBound, math.inf) for variable in variables],
        row_low,
        row_high,
        columns,
        maximize=model.sense < 0,
        offset=offset,
        integer=[variable.cat == "Integer" for variable in variables],
        answer=[float(x) for x in values] if model.status == 1 and None not in values else None,
        name="pulp",
    )


def _of_pyomo(model: Any) -> Linear:
    import pyomo.environ as pyo
    from pyomo.repn import generate_standard_repn

    objectives = list(model.component_data_objects(pyo.Objective, active=True))
    if len(objectives) != 1:
        raise IronproofError(f"the model has {len(objectives)} active objectives; one is wanted")
    rows = list(model.component_data_objects(pyo.Constraint, active=True))
    parts = [generate_standard_repn(row.body, quadratic=False) for row in rows]
    goal = generate_standard_repn(objectives[0].expr, quadratic=False)
    if any(part.nonlinear_expr is not None for part in [goal, *parts]):
        raise IronproofError("the model is not linear")
    variables: "dict[int, Any]" = {}
    for part in [goal, *parts]:
        variables.update((id(variable), variable) for variable in part.linear_vars)
    place = {key: j for j, key in enumerate(variables)}
    columns: "list[dict[int, float]]" = [{} for _ in place]
    row_low, row_high = [], []
    for k, (row, part) in enumerate(zip(rows, parts, strict=True)):
        row_low.append(_side(pyo.value(row.lower), -math.inf) - part.constant)
        row_high.append(_side(pyo.value(row.upper), math.inf) - part.constant)
        for variable, x in zip(part.linear_vars, part.linear_coefs, strict=True):
            columns[place[id(variable)]][k] = float(x)
    cost = [0.0] * len(place)
    for variable, x in zip(goal.linear_vars, goal.linear_coefs, strict=True):
        cost[place[id(variable)]] = float(x)
    values = [variable.value for variable in variables.values()]
    return Linear(
        cost,
        [_side(variable.lb, -math.inf) for variable in variables.values()],
        [_side(variable.ub, math.inf) for variable in variables.values()],
        row_low,
        row_high,
        columns,
        maximize=objectives[0].sense == pyo.maximize,
        offset=float(goal.constant),
        integer=[not variable.is_continuous() for variable in variables.values()],
        answer=None if None in values else [float(x) for x in values],
        name="pyomo",
    )


def _of_cvxpy(model: Any) -> Linear:
    import cvxpy

    try:
        # This form has equations, inequalities and bounds, and no other cones.
        data, _, _ = model.get_problem_data(cvxpy.SCIPY)
    except cvxpy.error.SolverError as error:
        raise IronproofError(f"the problem is not linear: {error}") from None
    n = len(data["c"])
    columns: "list[dict[int, float]]" = [{} for _ in range(n)]
    row_low: "list[float]" = []
    row_high: "list[float]" = []
    for matrix, sides, is_equation in ((data.get("A"), data.get("b"), True), (data.get("G"), data.get("h"), False)):
        if matrix is None:
            continue
        for column, more in zip(columns, by_column(matrix, n, len(row_low)), strict=True):
            column.update(more)
        given = [float(x) for x in sides]
        row_low += given if is_equation else [-math.inf] * len(given)
        row_high += given
    compiled = data["param_prob"]
    booleans, integers = set(data["bool_vars_idx"]), set(data["int_vars_idx"])
    low, high = data.get("lower_bounds"), data.get("upper_bounds")
    lows = [-math.inf] * n if low is None else [float(x) for x in low]
    highs = [math.inf] * n if high is None else [float(x) for x in high]
    for j in booleans:
        lows[j], highs[j] = max(lows[j], 0.0), min(highs[j], 1.0)
    answer, has_all = _cvxpy_answer(model, compiled.var_id_to_col, n)
    # What is to be maximized is minimized with the other sign there.
    maximize = isinstance(model.objective, cvxpy.Maximize)
    sign = -1.0 if maximize else 1.0
    return Linear(
        [sign * float(x) for x in data["c"]],
        lows,
        highs,
        row_low,
        row_high,
        columns,
        maximize=maximize,
        offset=sign * float(compiled.apply_parameters()[1]),
        integer=[j in booleans or j in integers for j in range(n)],
        answer=answer,
        notes=[] if has_all else [_ADDED],
        name="cvxpy",
    )


_ADDED = "cvxpy adds variables to this problem and does not keep their values, so that its answer is not judged"


def _cvxpy_answer(model: Any, place: Mapping, n: int) -> "tuple[Optional[list[float]], bool]":
    """The values of a solved problem, and whether its own variables are all that there are."""
    values: "list[Optional[float]]" = [None] * n
    for variable in model.variables():
        if variable.id in place:
            known = variable.value is not None
            flat = variable.value.flatten(order="F").tolist() if known else [math.nan] * variable.size
            values[place[variable.id] : place[variable.id] + len(flat)] = flat
    has_all = None not in values
    is_solved = model.status in ("optimal", "optimal_inaccurate")
    return (values if has_all and is_solved else None), has_all  # type: ignore[return-value]
