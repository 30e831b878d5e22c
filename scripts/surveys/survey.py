"""What a recipe says: where the data are, how they become answers, and what is assumed."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from wheels import Source


@dataclass(frozen=True)
class Answers:
    """The CSV for `ironproof estimate`, and what the page says about the data."""

    columns: list[str]
    rows: list[list]
    # Markdown, with numbers that are counted in the data.
    facts: str


@dataclass(frozen=True)
class Survey:
    """A recipe. All that is no data stands in `flags` and `assumptions`, and the instance says it."""

    name: str
    title: str
    unit: str
    source: Source
    answers: Callable[[list[dict]], Answers]
    # Of `ironproof estimate`: columns, groups, estimator, censoring, supply and Pareto weights.
    flags: list[str]
    assumptions: list[str]
    # Of the bootstrap; 0 is none.
    n_samples: int


def number(x: float) -> str:
    """As the CSV has it: whole numbers without a point."""
    return str(int(x)) if x == int(x) else repr(float(x))


def prose(text: str) -> str:
    """One paragraph, in lines that fit the page."""
    return textwrap.fill(" ".join(text.split()), 116, break_on_hyphens=False)
