"""An instance: from a file, a text, arrays or a data frame."""

import os
from collections.abc import Iterable, Mapping
from typing import Any, Optional, Union

from ._exact import Number, text_of
from ._ironproof import IronproofError, Native, from_columns

Quality = Union[Number, Iterable]


def _column(values: Any) -> Any:
    """Arrays of doubles go to Rust as they are; anything else as text, number by number."""
    if isinstance(values, (int, float, str)) or _is_scalar(values):
        return text_of(values)
    to_numpy = getattr(values, "to_numpy", None)
    if to_numpy is not None:
        values = to_numpy()
    try:
        view = memoryview(values)
    except (TypeError, ValueError, BufferError):
        view = None
    if view is not None and view.format == "d":
        return values
    return [text_of(value) for value in (values.tolist() if hasattr(values, "tolist") else values)]


def _is_scalar(values: Any) -> bool:
    return not hasattr(values, "__iter__") or getattr(values, "ndim", 1) == 0


def _levels(quality: Quality) -> "list[tuple[str, Optional[str]]]":
    """One number is that many objects of quality 1; else levels with their masses."""
    if isinstance(quality, (str, int, float)) or not isinstance(quality, Iterable):
        return [("1", text_of(quality))]
    pairs: Any = quality.items() if isinstance(quality, Mapping) else quality
    try:
        return [(text_of(level), None if mass is None else text_of(mass)) for level, mass in pairs]
    except (TypeError, ValueError) as error:
        text = "quality: expected a number of objects, or pairs of level and mass"
        raise IronproofError(f"{text} ({error})") from None


class Instance:
    """An instance, continuous or finite. It never changes.

    Make one with `from_file`, `from_toml`, `from_json`, `from_arrays` or `from_frame`.

    >>> instance = Instance.from_arrays(wtp=[1, 3], prob=["1/2", "1/2"], weight=[3, 0.5], quality=0.5)
    >>> instance
    <Instance 'instance': finite, 2 types, groups: all>
    """

    __slots__ = ("_native", "_recipe")
    _native: Native
    _recipe: tuple

    def __init__(self, native: Native, recipe: tuple) -> None:
        if not isinstance(native, Native):
            raise TypeError("use Instance.from_file, from_toml, from_json, from_arrays or from_frame")
        object.__setattr__(self, "_native", native)
        object.__setattr__(self, "_recipe", recipe)

    def __reduce__(self) -> tuple:
        return self._recipe

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("instances do not change")

    @classmethod
    def from_file(cls, path: "Union[str, os.PathLike[str]]") -> "Instance":
        """The instance in a file: continuous (`*.toml`) or finite (`*.json`)."""
        native = Native.from_file(os.fspath(path))
        if native.is_finite:
            return cls(native, (cls.from_json, (native.text,)))
        folder = os.path.dirname(os.path.abspath(path))
        return cls(native, (cls.from_toml, (native.text, folder)))

    @classmethod
    def from_toml(cls, text: str, folder: "Union[str, os.PathLike[str]]" = ".") -> "Instance":
        """A continuous instance from TOML. Tables that it names are looked for in `folder`."""
        return cls(Native.from_toml(text, os.fspath(folder)), (cls.from_toml, (text, os.path.abspath(folder))))

    @classmethod
    def from_json(cls, text: str) -> "Instance":
        """A finite instance from JSON."""
        return cls(Native.from_json(text), (cls.from_json, (text,)))

    @classmethod
    def from_arrays(
        cls,
        wtp: Any,
        prob: Any,
        weight: Any = 1,
        *,
        quality: Quality,
        group: Any = None,
        mass: Optional[Mapping] = None,
        alpha: Number = 1,
        normalise: bool = False,
        floats: str = "decimal",
        name: str = "instance",
    ) -> "Instance":
        """A finite instance from columns. A row is a type: `wtp`, its share `prob` of its group, its `weight`.

        Rows may be in any order. Rows of a group with the same `wtp` become one type with the mean weight.

        - `quality`: how many objects of quality 1 there are, or pairs of level and mass.
        - `group`: a label for each row. `mass`: the mass of each label.
        - `normalise=True`: `prob` are counts or survey weights, which are divided by their sum; the mass of a group is
          its part of all, unless `mass` gives it.
        - `floats="decimal"`: the double 0.1 means 1/10; `"bits"`: it means exactly the number that it is.

        Arrays of doubles of any library go to Rust in one piece, not number by number.

        >>> two = Instance.from_arrays([5.0, 10.0, 10.0], [1, 1, 1], quality=0.5, normalise=True)
        >>> two.n_types
        2
        """
        if floats not in ("decimal", "bits"):
            raise ValueError(f"floats: expected 'decimal' or 'bits', not {floats!r}")
        labels = None if group is None else [str(label) for label in group]
        masses = [(str(label), text_of(value)) for label, value in (mass or {}).items()]
        rest = {
            "name": name,
            "alpha": text_of(alpha),
            "quality": _levels(quality),
            "mass": masses,
            "normalise": normalise,
            "bits": floats == "bits",
        }
        native = from_columns(_column(wtp), _column(prob), _column(weight), labels, rest)
        return cls(native, (cls.from_json, (native.text,)))

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        quality: Quality,
        wtp: str = "wtp",
        prob: Optional[str] = "prob",
        weight: Union[str, int, float] = "weight",
        group: Optional[str] = None,
        **rest: Any,
    ) -> "Instance":
        """The same from a data frame of pandas or polars, or a dictionary of columns.

        `wtp`, `prob`, `weight` and `group` are names of columns. With `prob=None` each row counts once, and a number as
        `weight` is that of all rows. Everything else is as in `from_arrays`.
        """

        def column(title: str) -> Any:
            if title not in list(getattr(frame, "columns", frame)):
                known = ", ".join(map(str, getattr(frame, "columns", frame)))
                raise IronproofError(f"no column {title!r}; there is {known}")
            return frame[title]

        amounts = column(wtp)
        if prob is None:
            rest.setdefault("normalise", True)
        return cls.from_arrays(
            amounts,
            1 if prob is None else column(prob),
            column(weight) if isinstance(weight, str) else weight,
            quality=quality,
            group=None if group is None else column(group),
            **rest,
        )

    @property
    def name(self) -> str:
        """Its name."""
        return self._native.name

    @property
    def groups(self) -> "tuple[str, ...]":
        """The labels of its groups."""
        return tuple(self._native.labels)

    @property
    def is_finite(self) -> bool:
        """Whether it has types and levels, and not curves."""
        return self._native.is_finite

    @property
    def n_types(self) -> Optional[int]:
        """How many types a finite instance has; `None` for a continuous one."""
        return self._native.n_types

    @property
    def text(self) -> str:
        """The file: TOML of a continuous instance, JSON of a finite one."""
        return self._native.text

    @property
    def notes(self) -> "tuple[str, ...]":
        """What was rounded or truncated."""
        return tuple(self._native.notes)

    def on_grid(
        self,
        types: int = 40,
        *,
        levels: int = 20,
        method: str = "cells",
        points: str = "mean",
        spacing: str = "quantile",
        digits: int = 12,
    ) -> "Instance":
        """A finite instance in place of a continuous one: about so many types for each group.

        With `method="cells"` its optimum is a lower bound on that of the continuous instance, exactly, where no note
        says that data were rounded.
        """
        options = {"levels": levels, "method": method, "points": points, "spacing": spacing, "digits": digits}
        return _on_grid(self, {"types": types, **options})

    def save(self, path: "Union[str, os.PathLike[str]]") -> None:
        """Writes the file."""
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(self.text)

    def __repr__(self) -> str:
        kind = f"finite, {self.n_types} types" if self.is_finite else "continuous"
        return f"<Instance {self.name!r}: {kind}, groups: {', '.join(self.groups)}>"


def _on_grid(instance: Instance, options: "dict[str, Any]") -> Instance:
    return Instance(instance._native.on_grid(**options), (_on_grid, (instance, options)))


def instance_of(given: Any) -> Instance:
    """An instance, or that in a file."""
    if isinstance(given, Instance):
        return given
    if isinstance(given, (str, os.PathLike)):
        return Instance.from_file(given)
    raise TypeError(f"expected an Instance or the name of a file, not {type(given).__name__}")
