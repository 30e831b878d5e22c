"""`certify`: is the answer of a solver right? Each library brings a right answer and a wrong one."""

import gzip
import math
from fractions import Fraction

import cvxpy
import highspy
import numpy
import pulp
import pyomo.environ as pyo
import pytest
import scipy.sparse
from ironproof import IronproofError, certify
from scipy.optimize import linprog

# max x + 2 y + 7 with x in [0, 3], y >= 0, x + y <= 4, 1 <= x + 3 y <= 6, x - y = 1
VALUE = Fraction(47, 4)
POINT = [2.25, 1.25]


def of_highspy():
    model = highspy.Highs()
    model.silent()
    x, y = model.addVariable(0, 3), model.addVariable(0)
    model.addConstr(x + y <= 4)
    model.addConstr(1 <= x + 3 * y <= 6)
    model.addConstr(x - y == 1)
    model.maximize(x + 2 * y + 7)
    return model


def of_pulp(solve=True):
    model = pulp.LpProblem("p", pulp.LpMaximize)
    x, y = pulp.LpVariable("x", 0, 3), pulp.LpVariable("y", 0)
    model += x + 2 * y + 7
    model += x + y <= 4
    model += x + 3 * y <= 6
    model += x + 3 * y >= 1
    model += x - y == 1
    if solve:
        model.solve(pulp.PULP_CBC_CMD(msg=0))
    return model


def of_pyomo(solve=True):
    model = pyo.ConcreteModel()
    model.x = pyo.Var(bounds=(0, 3))
    model.y = pyo.Var(within=pyo.NonNegativeReals)
    model.goal = pyo.Objective(expr=model.x + 2 * model.y + 7, sense=pyo.maximize)
    model.sum = pyo.Constraint(expr=model.x + model.y <= 4)
    model.both = pyo.Constraint(expr=(2, model.x + 3 * model.y + 1, 7))
    model.equal = pyo.Constraint(expr=model.x == model.y + 1)
    if solve:
        pyo.SolverFactory("appsi_highs").solve(model)
    return model


def of_cvxpy(solve=True):
    x = cvxpy.Variable(2)
    rows = [x >= 0, x[0] <= 3, x[0] + x[1] <= 4, x[0] + 3 * x[1] <= 6, x[0] + 3 * x[1] >= 1, x[0] - x[1] == 1]
    model = cvxpy.Problem(cvxpy.Maximize(x[0] + 2 * x[1] + 7), rows)
    if solve:
        model.solve(solver=cvxpy.HIGHS)
    return model


def of_scipy():
    return {
        "c": numpy.array([-1.0, -2.0]),
        "A_ub": scipy.sparse.csr_array(numpy.array([[1.0, 1], [1, 3], [-1, -3]])),
        "b_ub": [4, 6, -1],
        "A_eq": [[1, -1]],
        "b_eq": [1],
        "bounds": [(0, 3), (0, None)],
    }


@pytest.mark.parametrize("make", [of_highspy, of_pulp, of_pyomo, of_cvxpy])
def test_a_solved_model_brings_a_right_answer(make):
    found = certify(make())
    assert (found.status, found.value, found.right) == ("optimal", VALUE, True)
    assert found.proof == "verified" and found.verified == "optimal 47/4"


@pytest.mark.parametrize("make", [of_pulp, of_pyomo, of_cvxpy])
def test_a_model_without_an_answer_is_proved_all_the_same(make):
    found = certify(make(solve=False))
    assert (found.value, found.answer, found.right) == (VALUE, None, None)


@pytest.mark.parametrize("make", [of_highspy, of_pulp, of_pyomo, of_cvxpy])
def test_a_wrong_answer_is_refuted(make):
    model = make()
    order = sorted(POINT, reverse=True)
    assert certify(model, order).right is True
    below, outside = certify(model, [1.5, 0.5]), certify(model, [3.0, 2.0])
    assert (below.right, below.answer.verdict) == (False, "not optimal")
    assert (outside.right, outside.answer.verdict) == (False, "infeasible")
    assert outside.answer.objective == 14


def test_scipy():
    given = of_scipy()
    result = linprog(**given)
    found = certify(given, result)
    assert found.right is True and found.value == 7 - VALUE
    assert certify({**given, "bounds": (0, None)}).value == 7 - VALUE
    assert certify({**given, "bounds": None}).status == "optimal"
    assert certify({**given, "bounds": (None, None), "A_ub": None}).status == "unbounded"
    nothing = {**given, "b_eq": [9]}
    assert certify(nothing).status == "infeasible"
    with pytest.raises(IronproofError, match="no values"):
        certify(nothing, linprog(**nothing))


def test_a_file_a_text_and_solution_files(tmp_path):
    path = "instances/lp/small-cost.mps"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    packed = tmp_path / "m.mps.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    for model in (path, text, packed):
        found = certify(model, {"x7": 0.0})
        assert (found.value, found.right, found.answer.verdict) == (24, False, "not optimal")
    assert any("float solvers drop" in note for note in found.notes)
    assert certify(path, {"x7": 8e8}).right is True
    solution = tmp_path / "answer.sol"
    solution.write_text("x7 0\n")
    assert certify(path, solution).right is False
    assert certify("Minimize\n x\nSubject To\n c: 3 x >= 1\nEnd\n").value == Fraction(1, 3)


def test_integers_are_relaxed_and_it_is_said():
    model = pulp.LpProblem("p", pulp.LpMaximize)
    x = pulp.LpVariable("x", 0, cat="Integer")
    model += x
    model += 2 * x <= 3
    model.solve(pulp.PULP_CBC_CMD(msg=0))
    found = certify(model)
    assert found.relaxation and found.value == Fraction(3, 2) and "integers" in found.notes[0]
    assert found.answer.verdict == "feasible" and found.right is None
    x.varValue = 0.5
    assert certify(model).answer.verdict == "not integral"


def test_variables_that_a_library_adds_are_said():
    x = cvxpy.Variable(2)
    model = cvxpy.Problem(cvxpy.Minimize(cvxpy.norm1(x - 1)), [x >= 0])
    model.solve()
    found = certify(model)
    assert found.value == 0 and found.right is None and "cvxpy adds" in found.notes[-1]


def test_a_matrix_by_rows_is_the_same_model():
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = 2, 1
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = [1.0, 1.0], [0.0, 0.0], [9.0, 9.0]
    lp.row_lower_, lp.row_upper_ = [6.0], [highspy.kHighsInf]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = [0, 2], [0, 1], [1.0, 2.0]

    class Given(highspy.Highs):
        def getLp(self):
            return lp

    assert certify(Given()).value == 3


@pytest.mark.parametrize(
    ("model", "answer", "says"),
    [
        ("absent.mps", None, "absent.mps: No such file"),
        ("absent.txt", None, r"expected \*.mps"),
        ("instances/lp/small-cost.mps", [1, 2], "2 values, the model 1 columns"),
        ("instances/lp/small-cost.mps", [math.nan], "not a number"),
        ("instances/lp/small-cost.mps", {"y": 1}, "unknown column `y`"),
        ("instances/lp/small-cost.mps", "absent.sol", "absent.sol: No such file"),
        ("NAME x\nROWS\nENDATA\n", None, "line"),
        ({"c": [math.nan]}, None, "is none"),
    ],
)
def test_what_is_wrong_is_said(model, answer, says):
    with pytest.raises(IronproofError, match=says):
        certify(model, answer)


def test_what_is_no_linear_program_is_refused():
    x = cvxpy.Variable(2)
    with pytest.raises(IronproofError, match="not linear"):
        certify(cvxpy.Problem(cvxpy.Minimize(cvxpy.sum_squares(x))))
    model = pyo.ConcreteModel()
    model.x = pyo.Var()
    model.goal = pyo.Objective(expr=model.x**2)
    with pytest.raises(IronproofError, match="not linear"):
        certify(model)
    with pytest.raises(TypeError, match="no model"):
        certify(3.5)


def test_random_models_agree_with_highs():
    """What the writer of MPS files says is what the solver solved."""
    random = numpy.random.default_rng(7)
    seen = []
    for _ in range(40):
        n, m = (int(size) for size in random.integers(1, 6, size=2))
        model = highspy.Highs()
        model.silent()
        low = random.integers(-3, 1, size=n)
        whole = [float(x) for x in random.integers(-5, 6, size=n)]
        columns = [model.addVariable(float(a), float(a + random.integers(0, 5)), x) for a, x in zip(low, whole)]
        for _ in range(m):
            part = highspy.Highs.qsum([float(random.integers(-3, 4)) * column for column in columns])
            model.addConstr(part + 0 * columns[0] <= float(random.integers(-2, 9)))
        model.run()
        found = certify(model)
        said = {"Optimal": "optimal", "Infeasible": "infeasible"}[model.modelStatusToString(model.getModelStatus())]
        seen.append(said)
        assert found.status == said
        if said == "optimal":
            assert found.right is True and abs(float(found.value) - model.getObjectiveValue()) < 1e-7
            assert certify(model, [float(a) - 1 for a in low]).right is False
    assert seen.count("optimal") > 10 and seen.count("infeasible") > 2
