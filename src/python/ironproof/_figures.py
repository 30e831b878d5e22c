"""Figures and pages: what the program draws and writes, from Python; and the same figures drawn by matplotlib."""

import io
import os
from collections.abc import Iterable
from typing import Any, Optional, Union

from . import _ironproof as native
from ._exact import Number, text_of
from ._instance import Instance, instance_of
from ._ironproof import IronproofError
from ._plots import plot
from ._results import read


class Figure:
    """A picture as SVG, with the numbers behind it as CSV. A notebook shows it."""

    __slots__ = ("_drawn", "cm", "csv", "kind", "svg")
    svg: str
    csv: str
    kind: str
    cm: float

    def __init__(self, svg: str, csv: str, drawn: str, kind: str, cm: float) -> None:
        self.svg, self.csv, self.kind, self.cm = svg, csv, kind, cm
        self._drawn = drawn

    @property
    def data(self) -> Any:
        """All numbers of the figure, with the title and the unit: `drawn.data.groups[0].segments`."""
        return read(self._drawn).data

    def to_matplotlib(self, axes: Any = None, *, group: Optional[str] = None) -> Any:
        """The same figure as a `Figure` of matplotlib, to be changed and saved: `.savefig("a.pdf")`.

        With `axes` it is drawn on axes that are there, row by row, a column for each group: three rows for `mechanism`,
        two for `hull`, one for `weights`; one panel for each of the other kinds. The title and the remarks of the page are
        left out then. `group` draws one group only. Colours, dashes, hatches and titles are those of the SVG.

        The package matplotlib is needed. The figure is not one of pyplot, so that nothing has to be closed.
        """
        return plot(self.kind, read(self._drawn), self.cm, axes, group)

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Figure: {len(self.csv.splitlines()) - 1} rows behind it>"

    def to_frame(self, *, library: str = "pandas") -> Any:
        """The numbers behind it as a data frame of pandas or polars."""
        if library not in ("pandas", "polars"):
            raise ValueError(f"library: expected 'pandas' or 'polars', not {library!r}")
        if library == "polars":
            import polars

            return polars.read_csv(io.StringIO(self.csv))
        import pandas

        return pandas.read_csv(io.StringIO(self.csv))

    def save(self, path: "Union[str, os.PathLike[str]]") -> None:
        """Writes the picture (`*.svg`) or the numbers (`*.csv`)."""
        end = os.path.splitext(os.fspath(path))[1].lower()
        if end not in (".svg", ".csv"):
            text = "expected a name that ends with .svg or .csv; the full build of the program writes .pdf and .png"
            raise IronproofError(f"{os.fspath(path)}: {text}")
        _write(path, self.svg if end == ".svg" else self.csv)


def figure(
    instance: "Union[Instance, str, os.PathLike[str]]",
    kind: str = "mechanism",
    *,
    policies: Iterable = ("market", "optimum"),
    over: str = "supply",
    start: Optional[Number] = None,
    stop: Optional[Number] = None,
    and_over: str = "alpha",
    and_start: Optional[Number] = None,
    and_stop: Optional[Number] = None,
    rows: int = 16,
    cm: float = 16,
) -> Figure:
    """A figure for a paper or a page, `cm` centimetres wide.

    `kind` is `mechanism`, `hull`, `split`, `weights`, `path` (over the parameter `over`, from `start` to `stop`), `map` (the
    same for `rows` values of a second parameter `and_over`) or `gains` (who gains if the second of two `policies` takes
    the place of the first). docs/figures.md shows each. `figure(..).to_matplotlib()` draws it with matplotlib.

    >>> two = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> drawn = figure(two, "gains")
    >>> drawn.svg[:4], drawn.csv.splitlines()[0]
    ('<svg', 'group,effect,share_from,share_to,wtp_from,wtp_to')
    """
    ends = {"from": start, "to": stop, "and_from": and_start, "and_to": and_stop}
    varied: "dict[str, Any]" = {end: None if at is None else text_of(at) for end, at in ends.items()}
    varied |= {"policies": list(policies), "over": over, "and": and_over, "rows": rows}
    own = instance_of(instance)._native
    return Figure(*native.figure(own, kind, varied, float(cm)), kind, float(cm))


def report(
    instance: "Union[Instance, str, os.PathLike[str]]",
    path: "Union[None, str, os.PathLike[str]]" = None,
    *,
    policies: Iterable = ("market",),
    over: Iterable = ("alpha", "supply"),
    width: Number = "1e-6",
    types: int = 40,
) -> str:
    """All about an instance as one page of HTML, which is written to `path` if there is one.

    The page says what is asked, what the optimum is and why, what simple `policies` lose, what changes `over` parameters,
    and how to check the certificate; docs/report.md explains it. `types` is the size of the grid that the checker judges.

    >>> two = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> page = report(two)
    >>> page.count("<section"), "<em>verified</em>" in page
    (8, True)
    """
    own = instance_of(instance)._native
    names = {"policies": list(policies), "over": list(over)}
    page = native.report(own, **names, width=text_of(width), types=types)
    if path is not None:
        _write(path, page)
    return page


def _write(path: "Union[str, os.PathLike[str]]", text: str) -> None:
    """Writes a file through another one beside it, so that it is whole or absent."""
    aside = f"{os.fspath(path)}.{os.getpid()}.part"
    try:
        with open(aside, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(aside, path)
    except OSError as error:
        if os.path.exists(aside):
            os.remove(aside)
        raise IronproofError(f"{os.fspath(path)}: {error.strerror}") from None
