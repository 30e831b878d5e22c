"""`linprog` and `Family`, exactly; and what `certify` answers beyond a verdict."""

import decimal
import itertools
import pickle
import random
import threading
from fractions import Fraction

import numpy
import pytest
import scipy.sparse
from scipy.optimize import linprog as scipy_linprog

import ironproof
from ironproof import Family, IronproofError, linprog

SHOP = {"c": [-3, -2], "A_ub": [[1, 1], [1, 3], [1, 0]], "b_ub": [4, 6, 3]}
STATUS = {0: "optimal", 2: "infeasible", 3: "unbounded"}


def test_every_form_of_the_numbers_is_the_same_model() -> None:
    matrix = numpy.array(SHOP["A_ub"], dtype=float)
    forms = [
        SHOP["A_ub"],
        tuple(map(tuple, SHOP["A_ub"])),
        matrix,
        matrix.astype(int),
        scipy.sparse.csr_matrix(matrix),
        scipy.sparse.coo_array(matrix),
        [[Fraction(x) for x in row] for row in SHOP["A_ub"]],
        [[decimal.Decimal(x) for x in row] for row in SHOP["A_ub"]],
    ]
    for form in forms:
        found = linprog(numpy.array(SHOP["c"]), form, numpy.array(SHOP["b_ub"]))
        assert (found.fun, found.x, found.status) == (-11, [3, 1], "optimal")
        assert all(isinstance(x, Fraction) for x in [found.fun, *found.x, *found.ineqlin])


def test_numbers_mean_what_they_say() -> None:
    assert linprog([1], A_eq=[[0.1]], b_eq=[1]).fun == 10
    assert linprog([Fraction(1, 3)], A_eq=[[3]], b_eq=["1/7"]).x == [Fraction(1, 21)]
    assert linprog([1], bounds=[(10**30, None)]).fun == 10**30
    assert linprog([1], bounds=(-5, float("inf"))).fun == -5
    assert linprog([1], bounds=[(-5, 1e20)]).fun == -5
    assert linprog([1, 1], A_ub=[[-1, -1]], b_ub=[-2], bounds=None).fun == 2
    assert linprog([1], bounds=(2, 3), maximize=True).fun == 3
    assert linprog([-1], bounds=[(0, 1e25)]).fun == -(10**25)
    for wrong in [(float("inf"), None), (0, float("-inf")), (0, 1, 2)]:
        with pytest.raises(ValueError, match="bounds: "):
            linprog([1], bounds=[wrong])
    with pytest.raises(ValueError, match="time_limit: "):
        linprog([1], time_limit=float("nan"))


def test_random_models_are_as_scipy_says() -> None:
    numbers = random.Random(1)
    seen = set()
    for _ in range(300):
        n, m = numbers.randint(1, 4), numbers.randint(1, 4)
        row = lambda: [numbers.randint(-3, 3) for _ in range(n)]  # noqa: E731
        model = {"c": row(), "A_ub": [row() for _ in range(m)], "b_ub": [numbers.randint(-4, 6) for _ in range(m)]}
        if numbers.random() < 0.4:
            model |= {"A_eq": [row()], "b_eq": [numbers.randint(-3, 3)]}
        if numbers.random() < 0.5:
            model["bounds"] = [(numbers.choice([None, -2, 0]), numbers.choice([None, 5])) for _ in range(n)]
        mine, other = linprog(**model), scipy_linprog(**model)
        if other.status == 4 or other.status not in STATUS:
            continue
        seen.add(mine.status)
        if STATUS[other.status] != mine.status:
            # HiGHS may say infeasible of what is unbounded or infeasible; then the proof decides.
            assert {STATUS[other.status], mine.status} == {"infeasible", "unbounded"}
        elif mine.fun is not None:
            assert abs(float(mine.fun) - other.fun) < 1e-7
            # Weak duality, again, in fractions: y b + (c - y A) x is the optimum, and reduced costs hold x at its bounds.
            rows = [*model["A_ub"], *model.get("A_eq", [])]
            sides = [*model["b_ub"], *model.get("b_eq", [])]
            y = [*mine.ineqlin, *mine.eqlin]
            assert all(x <= 0 for x in mine.ineqlin)
            reduced = [c - sum(u * a[j] for u, a in zip(y, rows)) for j, c in enumerate(model["c"])]
            value = sum(u * b for u, b in zip(y, sides)) + sum(z * x for z, x in zip(reduced, mine.x))
            assert value == mine.fun
    assert seen == {"optimal", "infeasible", "unbounded"}


def test_a_family_is_as_its_members() -> None:
    family = Family(**SHOP)
    for wood, paint, chair in itertools.product(range(-1, 4), range(0, 7, 2), (-3, -1, 2)):
        costs, sides = [chair, -2], [wood, paint, 3]
        one = linprog(costs, SHOP["A_ub"], sides)
        found = family.solve(c=costs, b_ub=sides)
        assert (found.status, found.fun) == (one.status, one.fun)
    # What is not given stays.
    family.solve(c=[-3, -2], b_ub=[4, 6, 3])
    assert family.solve().fun == -11
    assert family.solve(bounds=(0, 1)).fun == -5
    with pytest.raises(IronproofError, match="b_ub: 2 numbers, where the model has 3"):
        family.solve(b_ub=[1, 2])
    assert family.solve().fun == -5, "an error changes nothing"


LARGE = {"c": [-1] * 40, "A_ub": numpy.eye(40), "b_ub": [1] * 40}


@pytest.mark.parametrize(("model", "value"), [(SHOP, -11), (LARGE, -40)])
def test_a_family_may_be_asked_from_many_threads(model: dict, value: int) -> None:
    family, wrong = Family(**model), []

    def ask() -> None:
        for _ in range(50):
            if family.solve(b_ub=model["b_ub"]).fun != value:
                wrong.append(1)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_evidence_comes_with_each_status() -> None:
    infeasible = linprog([1, 1], A_ub=[[1, 1], [-1, 0]], b_ub=[1, -2])
    assert infeasible.status == "infeasible" and infeasible.fun is None and infeasible.x is None
    y = infeasible.farkas
    # y <= 0 for rows that are at most: y A >= .. cannot be reached.
    assert sum(u * b for u, b in zip(y, [1, -2])) > 0 and all(u <= 0 for u in y)
    unbounded = linprog([-1, 0], A_ub=[[1, -1]], b_ub=[1])
    assert unbounded.status == "unbounded" and unbounded.ray[0] > 0 and len(unbounded.x) == 2
    assert linprog([1], bounds=[(2, 1)]).status == "infeasible"
    assert repr(linprog([1], bounds=[(2, 3)])) == "<Optimum: 2 (exact)>"


@pytest.mark.parametrize(
    ("model", "text"),
    [
        ({"c": [1], "A_ub": [[1, 2]], "b_ub": [1]}, "A_ub, row 0: 2 numbers, where c has 1"),
        ({"c": [1], "A_ub": [[1]]}, "A_ub needs b_ub"),
        ({"c": [1], "A_eq": [[1]]}, "A_eq needs b_eq"),
        ({"c": [1], "A_ub": [[1]], "b_ub": [1, 2]}, "b_ub: 2 numbers, where the model has 1"),
        ({"c": [1], "b_ub": [1]}, "b_ub: 1 numbers, where the model has 0"),
        ({"c": [float("nan")]}, "the model has a number that is none: NaN"),
        ({"c": [1], "bounds": [(0, 1), (0, 1)]}, "bounds: 2 pairs, where the model has 1 columns"),
        ({"c": ["a"]}, "not a number: `a`"),
        ({"c": [1], "A_ub": scipy.sparse.csr_matrix([[1, 2]]), "b_ub": [1]}, "A_ub, row 0: 2 numbers, where c has 1"),
    ],
)
def test_what_is_wrong_is_said(model: dict, text: str) -> None:
    with pytest.raises(IronproofError) as error:
        linprog(**model)
    assert text in str(error.value)


def test_certify_answers_more() -> None:
    found = ironproof.certify(SHOP, sensitivity=True, vertices=5, lexicographic=True, iis=True)
    assert found.notes == ("--iis: the model is not infeasible",)
    wood = found.sensitivity.bounds[0]
    assert (wood.slope_down, wood.until_down, wood.slope_up, wood.until_up) == (-2, 3, 0, None)
    assert [vertex.values_ for vertex in found.vertices.vertices] == [[3, 1]]
    assert [entry.value for entry in found.lexicographic.point] == [3, 1]
    assert pickle.loads(pickle.dumps(found)).sensitivity.bounds[0].slope_down == -2
    broken = ironproof.certify({"c": [1, 0], "A_ub": [[1, 1], [-1, 0]], "b_ub": [1, -2]}, iis=True)
    assert broken.iis.certified and len(broken.iis.members) == 3
    with pytest.raises(IronproofError, match="no row or column \"R9\""):
        ironproof.certify(SHOP, sensitivity=["R9"])
