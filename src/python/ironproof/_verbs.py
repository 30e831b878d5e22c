"""The functions of the package: one for each verb of the program."""

import operator
import os
from collections.abc import Iterable
from typing import Any, Optional, Union

from . import _ironproof as native
from ._exact import Number, text_of
from ._instance import Instance, Quality, _levels, instance_of
from ._ironproof import IronproofError, Verified
from ._results import (
    Bootstrap,
    Bounds,
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
    Regimes,
    Solved,
    read,
)

InstanceOrFile = Union[Instance, str, "os.PathLike[str]"]


def solve(
    instance: InstanceOrFile, *, certify: bool = True, width: Number = "1e-9"
) -> Union[Solved, ContinuousSolved, Infeasible]:
    """The optimum: its value, and who gets what at which price.

    Of a finite instance it is exact, and with `certify` the independent checker proves it: `result.verified`. Of a
    continuous one every number is an `Interval` of about the relative width `width`, exact and not checked; put it
    on a grid with `instance.on_grid()` for a proof.

    >>> two = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> found = solve(two)
    >>> found.value, found.verified
    (Fraction(3, 2), <instance: verified 3/2>)
    >>> [(segment.kind, segment.price_low) for segment in found.groups[0].segments]
    [('not served', Fraction(0, 1)), ('market', Fraction(3, 1))]
    """
    instance = instance_of(instance)
    if not instance.is_finite:
        return ContinuousSolved(read(native.solve_continuous(instance._native, text_of(width))))
    exists, text, verified = native.solve_finite(instance._native, certify)
    return (Solved if exists else Infeasible)(read(text), verified)


def verify(instance: InstanceOrFile, certificate: Optional[str] = None) -> Verified:
    """What the independent checker accepts about a finite instance.

    Without a `certificate` one is made. If the checker does not accept it, `Refused` is raised. Nothing else makes a
    `Verified`; its `certificate` and `instance` are files for the program `ironproof-verifier`.

    >>> two = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> proof = verify(two)
    >>> proof.value, proof.claim
    (Fraction(3, 2), '3/2')
    >>> verify(two, proof.certificate.replace("3/2", "5/2", 1))
    Traceback (most recent call last):
        ...
    ironproof.Refused: rejected the optimum is 3/2, not 5/2
    """
    return native.verify(instance_of(instance)._native, certificate)


def mechanism(instance: InstanceOrFile) -> Mechanism:
    """What each type of a finite instance gets and pays in the optimum.

    >>> two = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> [(int(row.wtp_low), int(row.quality), int(row.transfer)) for row in mechanism(two).types]
    [(1, 0, 0), (3, 1, 3)]
    """
    instance = instance_of(instance)
    rows = read(native.mechanism(instance._native))
    return Mechanism({"name": instance.name, "types": rows})


def bounds(instance: InstanceOrFile, width: Number = "1e-6", *, max_cells: int = 2_000_000) -> Bounds:
    """A bracket of at most this width around the optimum of a continuous instance; wider after `max_cells`."""
    return Bounds(read(native.bounds(instance_of(instance)._native, text_of(width), max_cells)))


def path(
    instance: InstanceOrFile,
    over: str = "alpha",
    *,
    start: Optional[Number] = None,
    stop: Optional[Number] = None,
    at: Optional[Number] = None,
    certify: bool = False,
    width: Number = "1e-6",
    places: int = 48,
) -> Union[Path, Regimes, ContinuousSolved]:
    """How the optimum changes with a parameter.

    Of a finite instance: all linear pieces of the value over `alpha` or `weight:GROUP`, exactly. Of a continuous one: where
    the structure changes over `alpha`, `supply`, `wtp`, or `weight:`, `mass:`, `wtp:` and a group; with `at`, the
    optimum at one value.

    >>> two = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> [(piece.from_, piece.to, piece.slope) for piece in path(two, certify=True).pieces]
    [(Fraction(0, 1), Fraction(3, 4), Fraction(0, 1)), (Fraction(3, 4), None, Fraction(3, 2))]
    """
    instance = instance_of(instance)
    first, last, one = (None if x is None else text_of(x) for x in (start, stop, at))
    if instance.is_finite:
        if one is not None:
            raise IronproofError("at: this is about continuous instances")
        return Path(read(native.path_finite(instance._native, over, first, last, certify)))
    if certify:
        raise IronproofError("certify: the checker is about finite instances; put it on a grid with .on_grid()")
    # `from` is a word of Python.
    options: "dict[str, Any]" = {"from": first, "to": last, "place": one, "width": text_of(width), "n_places": places}
    found = read(native.path_continuous(instance._native, over, **options))
    return Regimes(found) if one is None else ContinuousSolved(found)


def evaluate(
    instance: InstanceOrFile, policy: Union[str, Iterable], *, width: Number = "1e-9"
) -> Union[Policy, "list[Policy]"]:
    """What a given policy is worth, and what the optimum is worth beyond that; of a list of policies, a list.

    A policy is `market`, `price=P`, `prices=GROUP:P,..`, `lottery`, `lottery=GROUP,..`, `priority=GROUP:POLICY,..`,
    `menu=FILE` or `optimum`.

    >>> two = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> found = evaluate(two, "lottery")
    >>> found.value.low, found.loss.low, found.feasible
    (Fraction(9, 8), Fraction(3, 8), True)
    """
    given = [policy] if isinstance(policy, str) else list(policy)
    options: "dict[str, Any]" = {"width": text_of(width), "comparison": False, "with_best": False}
    found = [Policy(row) for row in read(native.policies(instance_of(instance)._native, given, **options))]
    return found[0] if isinstance(policy, str) else found


def compare(
    instance: InstanceOrFile, policies: Iterable, *, with_best: bool = True, width: Number = "1e-9"
) -> Comparison:
    """Policies side by side, with the optimum; unless `with_best=False`, also with the best simple ones.

    >>> two = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> compare(two, ["market", "lottery"], with_best=False)
    Comparison: instance, optimum 3/2 (exact)
      policy   best  feasible  value  loss  loss_relative  revenue  utility  served
      market         yes       1      1/2   1/3            1/2      1        1/2
      lottery        yes       9/8    3/8   1/4            0        1        1/2
      optimum        yes       3/2    0     0              3/2      0        1/2
    """
    given = [policies] if isinstance(policies, str) else list(policies)
    options: "dict[str, Any]" = {"width": text_of(width), "comparison": True, "with_best": with_best}
    return Comparison(read(native.policies(instance_of(instance)._native, given, **options)))


def explain(instance: InstanceOrFile, *, width: Number = "1e-6") -> Explanation:
    """Which claims of the paper apply to an instance, and what accounts for its optimum."""
    return Explanation(read(native.explain(instance_of(instance)._native, text_of(width))))


def curves(instance: InstanceOrFile, *, width: Number = "1e-6") -> Curves:
    """The curves behind the optimum at a grid of quantiles: `curves(instance).to_frame()` is ready for a figure."""
    instance = instance_of(instance)
    points = read(native.curves(instance._native, text_of(width)))
    return Curves({"name": instance.name, "points": points})


def estimate(
    data: Any,
    *,
    supply: Optional[Quality] = None,
    quality: Optional[Quality] = None,
    wtp: Optional[str] = None,
    lower: Optional[str] = None,
    upper: Optional[str] = None,
    bid: Optional[str] = None,
    answer: Optional[str] = None,
    bid2: Optional[str] = None,
    answer2: Optional[str] = None,
    group: Optional[str] = None,
    terciles: Optional[str] = None,
    quantile_groups: "Optional[tuple[str, int]]" = None,
    weight: Optional[str] = None,
    count: Optional[str] = None,
    income: Optional[str] = None,
    missing: str = "error",
    estimator: Optional[str] = None,
    bins: Optional[int] = None,
    knots: Optional[Iterable] = None,
    within: Optional[str] = None,
    spike: bool = False,
    top: Optional[Number] = None,
    tail: Optional[str] = None,
    mass: Number = 1,
    alpha: Number = 1,
    welfare_weights: str = "equal",
    name: Optional[str] = None,
    bootstrap: Optional[int] = None,
    seed: Optional[int] = None,
    encodings: bool = False,
) -> Estimate:
    """A survey as an instance: `estimate(...).instance`.

    `data` is the name of a CSV file or a data frame. The words are the flags of `ironproof estimate`: columns with amounts
    (`wtp`), intervals (`lower`, `upper`) or answers to bids (`bid`, `answer`, `bid2`, `answer2`); groups by `group`,
    `terciles` or `quantile_groups=("income", 4)`; the estimator `values`, `turnbull`, `lognormal`, `weibull` or
    `log-logistic`; and the welfare weights, which are an assumption and never data.

    With `bootstrap=100` the program draws so many samples of the same respondents and solves each: `estimate(..).bootstrap`
    says how much of the answer is due to the sample. A `seed` always draws the same ones; the usual one is 0. With
    `encodings=True`, `estimate(..).encodings` has the answer under all estimators that the data allow.

    >>> found = estimate({"wtp": [5, 10, 10]}, wtp="wtp", supply=0.5, bootstrap=20, seed=1)
    >>> found.respondents, found.groups[0].mean
    (3, Fraction(25, 3))
    >>> solve(found.instance).value
    Interval(5)
    >>> found.bootstrap.resamples, found.bootstrap.values_.median
    (20, 5.0)
    """
    if missing not in ("error", "drop"):
        raise ValueError(f"missing: expected 'error' or 'drop', not {missing!r}")
    if (supply is None) == (quality is None):
        raise IronproofError("give supply, the mass of objects of quality 1, or quality, pairs of level and mass")
    if terciles is not None and quantile_groups is not None:
        raise IronproofError("terciles or quantile_groups, not both")
    if seed is not None and bootstrap is None:
        raise IronproofError("seed: it is that of the samples of bootstrap; give bootstrap, or leave it out")
    samples = None if bootstrap is None else _whole("bootstrap", bootstrap)
    doubts = {"bootstrap": samples, "seed": _whole("seed", seed or 0), "encodings": bool(encodings)}
    table, source = _table(data)
    stem = os.path.splitext(source)[0]
    levels = _levels(supply if quality is None else quality)  # type: ignore[arg-type]
    answers = {
        "wtp": wtp,
        "lower": lower,
        "upper": upper,
        "bid": bid,
        "answer": answer,
        "bid2": bid2,
        "answer2": answer2,
        "group": group,
        "quantile_groups": quantile_groups if terciles is None else (terciles, 3),
        "weight": weight,
        "count": count,
        "income": income,
        "drop_missing": missing == "drop",
    }
    choices = {
        "name": stem if name is None else name,
        "estimator": estimator,
        "bins": bins,
        "knots": None if knots is None else ",".join(text_of(knot) for knot in knots),
        "within": within,
        "spike": spike,
        "top": None if top is None else text_of(top),
        "tail": tail,
        "quality": ",".join(f"{level}:{mass}" for level, mass in levels),
        "mass": text_of(mass),
        "alpha": text_of(alpha),
        "welfare_weights": welfare_weights,
    }
    estimated, drawn, others = native.estimate(table, source, answers, choices, doubts)
    found = read(estimated)
    text = found["instance"]
    beside = {
        "bootstrap": None if drawn is None else Bootstrap(read(drawn)),
        "encodings": None if others is None else Encodings(read(others)),
    }
    return Estimate({**found, "toml": text, "instance": Instance.from_toml(text), **beside})


def _whole(name: str, number: Any) -> int:
    """A number that Rust can count with."""
    try:
        whole = operator.index(number)
    except TypeError:
        whole = -1
    if isinstance(number, bool) or not 0 <= whole < 2**63:
        raise IronproofError(f"{name}: expected a whole number from 0, not {number!r}")
    return whole


def _table(data: Any) -> "tuple[bytes, str]":
    """The bytes of a CSV file, and its name."""
    if isinstance(data, (str, os.PathLike)):
        try:
            with open(data, "rb") as file:
                return file.read(), os.path.basename(os.fspath(data))
        except OSError as error:
            raise IronproofError(f"{os.fspath(data)}: {error.strerror}") from None
    import csv
    import io

    titles = list(getattr(data, "columns", data))
    columns = [data[title] for title in titles]
    lists = [column.tolist() if hasattr(column, "tolist") else list(column) for column in columns]
    if len(titles) == 1:
        # A missing value would be an empty line, which is no row.
        titles, lists = [*titles, f"row of {titles[0]}"], [*lists, list(range(len(lists[0])))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows([_cell(value) for value in row] for row in zip(*lists, strict=True))
    return out.getvalue().encode(), "data"


def _cell(value: Any) -> str:
    """A missing value is an empty cell."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    try:
        return text_of(value)
    except TypeError:
        return "" if str(value) in ("<NA>", "NaT") else str(value)


def claims(
    *ids: str, instances: "Union[str, os.PathLike[str]]", random: int = 1000, seed: int = 1
) -> Claims:
    """The claims of the paper, such as `claims("P4", instances="instances")`, checked exactly.

    They are checked on the folder `instances` of the repository and on random ones. Claims that need more random instances
    than `random` to reach every branch say so in `problems`; the program's usual number is 40000.
    """
    options: "dict[str, Any]" = {"folder": os.fspath(instances), "random": random, "seed": seed}
    finite, continuous, holds = native.claims(list(ids), **options)
    return Claims({"name": "claims", "holds": holds, "finite": read(finite), "continuous": read(continuous)})
