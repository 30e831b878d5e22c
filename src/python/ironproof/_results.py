"""Results: what each function finds, as plain values that do not change."""

import html
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Optional

from ._exact import Interval, fraction, near, shown, written
from ._ironproof import Verified

_N_SHOWN = 40


def _hook(fields: dict) -> Any:
    """What Rust marks as an exact number becomes one."""
    if "$exact" in fields:
        texts = fields["$exact"]
        if texts is None:
            return None
        return [fraction(text) for text in texts] if isinstance(texts, list) else fraction(texts)
    if "$fractions" in fields:
        pairs = fields["$fractions"]
        if isinstance(pairs[0], list):
            return tuple(Interval(fraction(low), fraction(high)) for low, high in pairs)
        return Interval(fraction(pairs[0]), fraction(pairs[1]))
    return Record(fields)


def read(text: str) -> Any:
    """A result as Rust writes it.

    >>> read('{"price": {"$exact": "3/2", "$approx": 1.5}}').price
    Fraction(3, 2)
    """
    return json.loads(text, object_hook=_hook)


class Record(Mapping):
    """Named values: `record["price"]` is `record.price`; of a name that Python forbids, `record.from_`.

    >>> record = Record({"price": Fraction(3, 2), "from": 1})
    >>> record.price, record["price"], record.from_
    (Fraction(3, 2), Fraction(3, 2), 1)
    >>> sorted(record)
    ['from', 'price']
    """

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping) -> None:
        object.__setattr__(self, "_fields", dict(fields))

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __iter__(self) -> Iterator:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self._fields[name.removesuffix("_")]
        except KeyError:
            known = ", ".join(self._fields)
            raise AttributeError(f"no {name!r}; there is {known}") from None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("results do not change")

    def __dir__(self) -> list:
        return sorted({*super().__dir__(), *self._fields})

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={_brief(value)}" for name, value in self._fields.items())
        return f"{type(self).__name__}({inside})"

    def __reduce__(self) -> tuple:
        return (type(self), (self._fields,))

    def to_dict(self, *, exact: bool = True) -> dict:
        """Plain dictionaries and lists; with `exact=False` numbers are floats and intervals their middles."""
        return {name: _plain(value, exact) for name, value in self._fields.items()}


class Result(Record):
    """What a function found."""

    __slots__ = ("_verified",)
    _what = "exact"

    def __init__(self, fields: Mapping, verified: Optional[Verified] = None) -> None:
        super().__init__(fields)
        object.__setattr__(self, "_verified", verified)

    def __reduce__(self) -> tuple:
        # What the checker accepted is not for others to make up.
        return (type(self), (self._fields,))

    @property
    def verified(self) -> Any:
        """What the independent checker accepted; `None` if it was not asked."""
        return self._verified

    def _rows(self) -> list:
        """The rows of `to_frame`."""
        return [dict(self._fields)]

    def _heading(self) -> str:
        said = [str(self.get("name", "")), *self._says()]
        return ", ".join(part for part in said if part)

    def _says(self) -> list:
        return [f"value {shown(self._fields['value'])}"] if "value" in self._fields else []

    @property
    def proof(self) -> str:
        """`verified` if the independent checker accepted a certificate; else `exact`, or `measured` for floats."""
        return "verified" if self.verified is not None else self._what

    def to_frame(self, *, exact: bool = False, library: str = "pandas") -> Any:
        """A data frame of pandas or polars.

        Its numbers are the nearest doubles, and of intervals the middles. With `exact=True` they are fractions and
        intervals.
        """
        if library not in ("pandas", "polars"):
            raise ValueError(f"library: expected 'pandas' or 'polars', not {library!r}")
        rows = _flat(self._rows(), exact)
        columns = {name: [row.get(name) for row in rows] for row in rows for name in row}
        if library == "polars":
            import polars

            kind = {"strict": False} if not exact else {"schema_overrides": _objects(columns, polars)}
            return polars.DataFrame(columns, **kind)
        import pandas

        return pandas.DataFrame(columns)

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__}: {self._heading()} ({self.proof})"]
        rows = _texts(self._rows())
        if rows:
            names = list(dict.fromkeys(name for row in rows for name in row))
            cells = [names, *([row.get(name, "") for name in names] for row in rows[:_N_SHOWN])]
            widths = [max(len(row[k]) for row in cells) for k in range(len(names))]
            lines += ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]
            if len(rows) > _N_SHOWN:
                lines.append(f"  and {len(rows) - _N_SHOWN} more")
        return "\n".join(lines)

    def _paper_rows(self) -> list:
        """The rows of `to_latex`."""
        return self._rows()

    def to_latex(self, *, digits: int = 7) -> str:
        """The table in LaTeX, with the rules of the package booktabs, to be read by `\\input`.

        Numbers have at most `digits` significant digits. Columns without a value are left out.
        """
        if not isinstance(digits, int) or not 1 <= digits <= 15:
            raise ValueError(f"digits: expected a whole number from 1 to 15, not {digits!r}")
        rows = [dict(_leaves(row)) for row in self._paper_rows()]
        names = list(dict.fromkeys(name for row in rows for name in row))
        names = [name for name in names if any(row.get(name) not in (None, "") for row in rows)]
        is_number = [any(_is_number(row.get(name)) for row in rows) for name in names]
        titles = [_latex(name.replace("_", " ")) for name in names]
        cells = [[_latex(written(row.get(name), digits)) for name in names] for row in rows]
        head, *body = (" & ".join(line) + r" \\" for line in [titles, *cells])
        sides = "".join("r" if number else "l" for number in is_number)
        start = [r"% \usepackage{booktabs}", rf"\begin{{tabular}}{{{sides}}}", r"\toprule", head, r"\midrule"]
        return "\n".join([*start, *body, r"\bottomrule", r"\end{tabular}", ""])

    def _repr_html_(self) -> str:
        rows = _texts(self._rows())
        names = list(dict.fromkeys(name for row in rows for name in row))
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names)

        def cells(row: dict) -> str:
            return "".join(f"<td>{html.escape(row.get(name, ''))}</td>" for name in names)

        body = "".join(f"<tr>{cells(row)}</tr>" for row in rows[:_N_SHOWN])
        rest = len(rows) - _N_SHOWN
        more = f"<p>and {rest} more</p>" if rest > 0 else ""
        caption = f"<caption>{html.escape(self._heading())} (<em>{self.proof}</em>)</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _latex(text: str) -> str:
    """A text that LaTeX prints as it is."""
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(special.get(c, f"\\{c}" if c in "&%$#_{}" else c) for c in text)


def _is_number(value: Any) -> bool:
    return isinstance(value, (Fraction, Interval, float, int, _Percent)) and not isinstance(value, bool)


class _Percent:
    """A share that a paper writes in percent. `0%` and `100%` are exact: nothing near them is written so.

    >>> [str(_Percent(share)) for share in (Fraction(0), Fraction(1, 3), Fraction(1), Fraction(1, 30000))]
    ['0%', '33.3%', '100%', '0.003%']
    """

    def __init__(self, share: Any) -> None:
        self.share = share

    def __str__(self) -> str:
        low, high = getattr(self.share, "low", self.share), getattr(self.share, "high", self.share)
        if low == high and low in (0, 1):
            return f"{100 * low}%"
        percent = 100 * float(self.share)
        text = f"{percent:.1f}"
        if text == "0.0":
            # Where it is not decided whether there is something, there is at most so much.
            return f"{percent:.1g}%" if low > 0 else f"at most {100 * float(high):.1g}%"
        if text == "100.0" and high < 1:
            return "almost 100%"
        return f"{text}%"


def _brief(value: Any) -> str:
    if isinstance(value, list):
        return f"[{len(value)} of them]" if len(value) > 3 else repr(value)
    return shown(value) if isinstance(value, (Fraction, Interval)) else repr(value)


def _plain(value: Any, exact: bool) -> Any:
    if isinstance(value, Record):
        return value.to_dict(exact=exact)
    if isinstance(value, (list, tuple)):
        return [_plain(part, exact) for part in value]
    if exact or not isinstance(value, (Fraction, Interval)):
        return value
    return near(value) if isinstance(value, Fraction) else float(value)


def _leaves(row: dict) -> Iterator:
    """The values of a row that fit a cell; those at two ends have a name each."""
    for name, value in row.items():
        if isinstance(value, tuple):
            yield f"{name}_from", value[0]
            yield f"{name}_to", value[1]
        elif isinstance(value, list):
            if all(isinstance(part, str) for part in value):
                yield name, "; ".join(value)
        elif not isinstance(value, Record):
            yield name, value


def _flat(rows: list, exact: bool) -> list:
    return [{name: _plain(value, exact) for name, value in _leaves(row)} for row in rows]


def _texts(rows: list) -> list:
    return [{name: shown(value) for name, value in _leaves(row)} for row in rows]


def _objects(columns: dict, polars: Any) -> dict:
    is_exact = {
        name: any(isinstance(value, (Fraction, Interval)) for value in column) for name, column in columns.items()
    }
    return {name: polars.Object for name, exact in is_exact.items() if exact}


def _of_group(group: Record, *without: str) -> dict:
    """A row for a group, which is named as in all other tables."""
    rest = {name: value for name, value in group.items() if name not in ("label", *without)}
    return {"group": group.label, **rest}


def _of_groups(groups: list, inner: str) -> list:
    """A row for each part of each group."""
    return [{"group": group.label, **part} for group in groups for part in group[inner]]


class Solved(Result):
    """The optimum of a finite instance, or of a continuous one on a grid: who gets what at which price."""

    __slots__ = ()

    def _rows(self) -> list:
        return _of_groups(self.groups, "segments")


class ContinuousSolved(Result):
    """The optimum of a continuous instance: every number is an `Interval` that holds it."""

    __slots__ = ()

    def _rows(self) -> list:
        return [
            {name: value for name, value in row.items() if name != "alternatives"}
            for row in _of_groups(self.groups, "segments")
        ]


class Infeasible(Result):
    """No mechanism satisfies the side constraints."""

    __slots__ = ()

    def _says(self) -> list:
        return ["infeasible"]

    def _rows(self) -> list:
        return [dict(row) for row in self.multipliers.constraints]


class Mechanism(Result):
    """What each type gets and pays: a row for each type."""

    __slots__ = ()

    def _says(self) -> list:
        return [f"{len(self.types)} types"]

    def _rows(self) -> list:
        return [dict(row) for row in self.types]


class Bounds(Result):
    """A bracket around the optimum of a continuous instance, and what holds in every optimum."""

    __slots__ = ()

    def _says(self) -> list:
        return [f"value from {near(self.lower):.10g} to {near(self.upper):.10g}"]

    def _rows(self) -> list:
        rows = []
        for group in self.groups:
            below = group.not_served_below
            if below is not None:
                rows.append({"group": group.label, "what": "not served", "from": Fraction(0), "to": below.wtp})
            pools = group.pools
            rows += [
                {"group": group.label, "what": "one contract", "from": pool["from"].wtp, "to": pool.to.wtp}
                for pool in pools
            ]
        return rows


class Path(Result):
    """The value along a parameter, piece by piece."""

    __slots__ = ()

    def _says(self) -> list:
        return [f"over {self.over}", f"{len(self.pieces)} pieces"]

    @property
    def proof(self) -> str:
        return "verified" if self.certified else self._what

    def _rows(self) -> list:
        return [dict(piece) for piece in self.pieces]


class Regimes(Result):
    """The structures of the optimum of a continuous instance along a parameter."""

    __slots__ = ()

    def _says(self) -> list:
        return [f"over {self.over}", f"{len(self.regimes)} regimes"]

    def _rows(self) -> list:
        rows = []
        for regime in self.regimes:
            row = {name: regime[name] for name in ("from", "to", "scarce")}
            for group in regime.groups:
                row[group.label] = ", ".join(part.kind for part in group.structure)
            rows.append(row)
        return rows


class Comparison(Result):
    """Policies side by side: what they are worth, and what the best mechanism is worth beyond that."""

    __slots__ = ()

    def _says(self) -> list:
        return [f"optimum {shown(self.optimum)}"]

    def _rows(self) -> list:
        names = ("policy", "best", "feasible", "value", "loss", "loss_relative", "revenue", "utility", "served")
        return [{name: policy[name] for name in names} for policy in self.policies]

    def _paper_rows(self) -> list:
        rows = []
        for policy in self.policies:
            name = policy.policy if policy.best is None else policy.best
            loss = "infeasible" if policy.feasible is False else policy.loss
            relative = None if policy.loss_relative is None else _Percent(policy.loss_relative)
            sums = {name: policy[name] for name in ("revenue", "utility")}
            row = {"policy": name, "value": policy.value, "loss": loss, "relative": relative}
            rows.append({**row, **sums, "served": _Percent(policy.served)})
        return rows

    def changes(self, *, exact: bool = False, library: str = "pandas") -> Any:
        """Who gains and who loses by each policy against the first one, as a data frame."""
        rows = [
            {"policy": policy.policy, "group": group.label, **change}
            for policy in self.policies
            for group in policy.groups
            for change in group.changes or []
        ]
        return _Rows({"rows": rows}).to_frame(exact=exact, library=library)


class _Rows(Result):
    __slots__ = ()

    def _rows(self) -> list:
        return self._fields["rows"]


class Policy(Result):
    """What one policy is worth."""

    __slots__ = ()

    def _says(self) -> list:
        return [self.policy, f"value {shown(self.value)}", f"optimum {shown(self.optimum)}"]

    def _rows(self) -> list:
        return [_of_group(group) for group in self.groups]


class Curves(Result):
    """The curves behind the optimum, at a grid of quantiles, for figures."""

    __slots__ = ()

    def _says(self) -> list:
        return [f"{len(self.points)} points"]

    def _rows(self) -> list:
        return [dict(point) for point in self.points]


class Explanation(Result):
    """Which claims of the paper apply to an instance, and what accounts for its optimum."""

    __slots__ = ()

    def _rows(self) -> list:
        within = [(group.label, claim) for group in self.groups for claim in group.claims]
        rows = within + [("", claim) for claim in self.claims]
        names = ("id", "applies", "conclusion", "in_optimum")
        return [{"group": label, **{name: claim[name] for name in names}} for label, claim in rows]


class Estimate(Result):
    """What was estimated from a survey, group by group. Estimates are floats; the instance made of them is exact."""

    __slots__ = ()
    _what = "measured"

    def _says(self) -> list:
        return [f"{self.respondents} respondents", self.estimator]

    def _rows(self) -> list:
        return [_of_group(group, "parameters") for group in self.groups]


class Bootstrap(Result):
    """The answers to samples that the same respondents might have been: a row for each number, with its quantiles.

    Each sample is solved exactly. `low` and `high` are the quantiles of 5% and of 95% of the samples; shares and losses
    are parts of 1.
    """

    __slots__ = ()
    _what = "measured"

    def _says(self) -> list:
        return [f"{self.resamples} samples, seed {self.seed}", self.estimator]

    def _rows(self) -> list:
        rows: "list[tuple[str, str, Any, Any]]" = [
            ("", "value", self.value, self.values_),
            ("", "loss of the survey's mechanism", None if self.losses is None else Fraction(0), self.losses),
        ]
        for group in self.groups:
            rows.append((group.label, "price", group.price, group.prices))
            rows.append((group.label, "served", group.share_served, group.served))
        none = {"low": None, "median": None, "high": None}
        return [
            {"group": label, "what": what, "survey": survey, **(none if quantiles is None else quantiles)}
            for label, what, survey, quantiles in rows
        ]

    def instruments(self, *, library: str = "pandas") -> Any:
        """How often each instrument is optimal for some of the group, as a data frame: shares of the samples."""
        rows = [
            {"group": group.label, **{frequency.kind: frequency.share for frequency in group.instruments}}
            for group in self.groups
        ]
        return _Rows({"rows": rows}).to_frame(library=library)

    def answers(self, *, library: str = "pandas") -> Any:
        """What each group gets, from the lowest willingness to pay, and in which share of the samples, as a data frame."""
        rows = [
            {
                "group": group.label,
                "contracts": ", ".join(pattern.kinds),
                "share": pattern.share,
                "is_survey": pattern.kinds == group.kinds,
            }
            for group in self.groups
            for pattern in group.patterns
        ]
        return _Rows({"rows": rows}).to_frame(library=library)


class Encodings(Result):
    """The same data under several estimators: a row for each of them and each group.

    `loss` is what is lost, as a part of the best value, if the mechanism for the first estimator is used and this one is
    right.
    """

    __slots__ = ()
    _what = "measured"

    def _says(self) -> list:
        return [f"{len(self.encodings)} estimators"]

    def _rows(self) -> list:
        rows = []
        for encoding in self.encodings:
            head = {"estimator": encoding.estimator, "value": encoding.value, "loss": encoding.loss}
            if encoding.failure is not None:
                rows.append({**head, "group": None, "price": None, "served": None, "contracts": encoding.failure})
            for group in encoding.groups:
                words = ", ".join(group.kinds)
                parts = {"group": group.label, "price": group.price, "served": group.served, "contracts": words}
                rows.append({**head, **parts})
        return rows


class Certification(Result):
    """What is proved about a linear program, and what the answer of a solver is worth."""

    __slots__ = ("ended", "notes")

    def __init__(self, fields: Mapping, ended: str = "open", notes: "tuple[str, ...]" = ()) -> None:
        super().__init__(fields)
        object.__setattr__(self, "ended", ended)
        object.__setattr__(self, "notes", tuple(notes))

    def __getattr__(self, name: str) -> Any:
        if name == "answer":
            return self._fields.get("point")
        return super().__getattr__(name)

    def __reduce__(self) -> tuple:
        return (type(self), (self._fields, self.ended, self.notes))

    @property
    def proof(self) -> str:
        return "verified" if self.verified else "open"

    @property
    def verified(self) -> Optional[str]:
        """What the independent checker accepted, as a sentence; `None` if nothing."""
        return self._fields["verified"]

    @property
    def right(self) -> Optional[bool]:
        """Whether the answer is right, within the tolerance 1e-6; `None` if there is none, or that is not decided."""
        answer = self._fields.get("point")
        return None if answer is None else answer.accepted

    def _says(self) -> list:
        said = [self.status]
        if self._fields["value"] is not None:
            said.append(f"value {shown(self._fields['value'])}")
        answer = self._fields.get("point")
        return said if answer is None else [*said, f"the answer is {answer.verdict}"]

    def _rows(self) -> list:
        answer = self._fields.get("point")
        if answer is None:
            return []
        names = ("verdict", "objective", "violation", "worst", "gap")
        return [{name: answer[name] for name in names}]


class Claims(Result):
    """Which claims of the paper hold, on what they were checked, and which hypotheses they need."""

    __slots__ = ()

    def _says(self) -> list:
        return ["all hold" if self.holds else "not all hold"]

    def _rows(self) -> list:
        names = ("id", "title", "holds", "checked", "counterexamples", "ablations_found", "ablations_wanted")
        return [{name: claim[name] for name in names} for claim in self.finite]
