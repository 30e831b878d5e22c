"""Linear programs from numbers, as `scipy.optimize.linprog` takes them: one, or a family of them."""

from typing import Any

from . import _ironproof as native
from ._ironproof import Optimum


def _list(numbers: Any) -> Any:
    """A list, of an array of any library."""
    tolist = getattr(numbers, "tolist", None)
    return numbers if tolist is None else tolist()


def _matrix(matrix: Any) -> Any:
    """Rows as lists, or the three lists of a sparse matrix."""
    if hasattr(matrix, "tocsr"):
        rows = matrix.tocsr()
        return rows.indptr.tolist(), rows.indices.tolist(), rows.data.tolist()
    # A tuple would be taken for the three lists.
    return None if matrix is None else list(_list(matrix))


def _pairs(bounds: Any, n: int) -> Any:
    """A pair for each column: `linprog` takes one pair for all of them too."""
    if bounds is None:
        return None
    pairs = _list(bounds)
    if len(pairs) == 2 and not hasattr(pairs[0], "__len__"):
        return [pairs] * n
    return list(pairs) * n if len(pairs) == 1 else pairs


class Family:
    """Models that differ in costs, right sides and bounds: each is proved from the basis of the last one.

    >>> family = Family(c=[3, 2], A_ub=[[1, 1], [1, 3]], b_ub=[4, 6], bounds=(0, 3), maximize=True)
    >>> [family.solve(b_ub=[wood, 6]).fun for wood in (2, 3, 4)]
    [Fraction(6, 1), Fraction(9, 1), Fraction(11, 1)]

    The matrix stays. What `solve` is not given is as in the last call.
    """

    __slots__ = ("_native", "_n")

    def __init__(
        self,
        c: Any,
        A_ub: Any = None,
        b_ub: Any = None,
        A_eq: Any = None,
        b_eq: Any = None,
        bounds: Any = (0, None),
        *,
        maximize: bool = False,
    ) -> None:
        c = _list(c)
        self._n = len(c)
        right = [None if side is None else _list(side) for side in (b_ub, b_eq)]
        self._native = native.Family(
            c, _matrix(A_ub), right[0], _matrix(A_eq), right[1], _pairs(bounds, self._n), maximize
        )

    def solve(
        self, *, c: Any = None, b_ub: Any = None, b_eq: Any = None, bounds: Any = None, time_limit: float = 60
    ) -> Optimum:
        """The model with these numbers in place of the last ones."""
        costs, most, equal = (None if numbers is None else _list(numbers) for numbers in (c, b_ub, b_eq))
        return self._native.solve(costs, most, equal, _pairs(bounds, self._n), time_limit)


def linprog(
    c: Any,
    A_ub: Any = None,
    b_ub: Any = None,
    A_eq: Any = None,
    b_eq: Any = None,
    bounds: Any = (0, None),
    *,
    maximize: bool = False,
    time_limit: float = 60,
) -> Optimum:
    """The least `c x` where `A_ub x <= b_ub`, `A_eq x = b_eq` and the bounds hold, exactly.

    The arguments are those of `scipy.optimize.linprog`: lists, arrays of numpy, sparse matrices of scipy. A number may be an
    `int`, a `float` (the shortest decimal that names it), a `Fraction` or a `Decimal`. `result.fun`, `result.x`, and the
    multipliers `result.ineqlin` and `result.eqlin` are fractions. `result.status` is `optimal`, `infeasible` (with
    `result.farkas`) or `unbounded` (with `result.ray`); each is proved exactly. `certify` has the independent checker look at
    it too.

    >>> from fractions import Fraction
    >>> found = linprog([1, 1], A_ub=[[-3, 0], [0, Fraction(-7, 2)]], b_ub=[-1, -1])
    >>> found.fun, found.x
    (Fraction(13, 21), [Fraction(1, 3), Fraction(2, 7)])
    >>> linprog([1], A_ub=[[1]], b_ub=[-1]).status
    'infeasible'
    """
    return Family(c, A_ub, b_ub, A_eq, b_eq, bounds, maximize=maximize).solve(time_limit=time_limit)


