"""Exact optima of redistributive mechanism design, with proofs that an independent checker accepts.

>>> import ironproof
>>> two = ironproof.Instance.from_arrays(wtp=[1, 3], prob=[0.5, 0.5], weight=[3, 0.5], quality=0.5)
>>> ironproof.solve(two).value
Fraction(3, 2)

Exact numbers are `fractions.Fraction`, enclosed ones `Interval`. Whatever is wrong raises `IronproofError`, a `ValueError`
whose text says what and where.
"""

from ._exact import Interval
from ._figures import Figure, figure, report
from ._instance import Instance
from ._ironproof import HAS_HIGHS, VERSION, IronproofError, Optimum, Refused, Verified
from ._linprog import Family, linprog
from ._models import certify
from ._results import (
    Bootstrap,
    Bounds,
    Certification,
    Claims,
    Comparison,
    ContinuousSolved,
    Curves,
    Encodings,
    Estimate,
    Explanation,
    Infeasible,
    Mechanism,
    Path,
    Policy,
    Record,
    Regimes,
    Result,
    Solved,
)
from ._verbs import bounds, claims, compare, curves, estimate, evaluate, explain, mechanism, path, solve, verify

__version__ = VERSION
__all__ = [
    "HAS_HIGHS",
    "Bootstrap",
    "Bounds",
    "Certification",
    "Claims",
    "Comparison",
    "ContinuousSolved",
    "Curves",
    "Encodings",
    "Estimate",
    "Explanation",
    "Family",
    "Figure",
    "Infeasible",
    "Instance",
    "Interval",
    "IronproofError",
    "Mechanism",
    "Optimum",
    "Path",
    "Policy",
    "Record",
    "Refused",
    "Regimes",
    "Result",
    "Solved",
    "Verified",
    "bounds",
    "certify",
    "claims",
    "compare",
    "curves",
    "estimate",
    "evaluate",
    "explain",
    "figure",
    "linprog",
    "mechanism",
    "path",
    "report",
    "solve",
    "verify",
]
