"""Exact numbers, from Python to text and from text to Python."""

import decimal
import math
import numbers
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Union

Number = Union[int, float, str, Fraction, decimal.Decimal]
"""Whatever is a number: `0.5`, `"1/3"`, `Fraction(1, 3)`, `Decimal("0.5")`. The double 0.1 means 1/10."""

# Python converts integers of at most 4300 digits, as the time grows with their square.
_DIGITS = 4000


def whole(text: str) -> int:
    """The integer that a text of any length writes.

    >>> whole("-12")
    -12
    >>> whole("1" + 9000 * "0") == 10**9000
    True
    """
    if text.startswith("-"):
        return -whole(text[1:])
    if len(text) <= _DIGITS:
        return int(text)
    half = len(text) // 2
    return whole(text[:half]) * 10 ** (len(text) - half) + whole(text[half:])


def digits(number: int) -> str:
    """The text of an integer of any length.

    >>> digits(-12)
    '-12'
    >>> digits(10**9000) == "1" + 9000 * "0"
    True
    """
    if number < 0:
        return "-" + digits(-number)
    if number.bit_length() < 3 * _DIGITS:
        return str(number)
    half = number.bit_length() * 3 // 20
    head, tail = divmod(number, 10**half)
    return digits(head) + digits(tail).rjust(half, "0")


def fraction(text: str) -> Fraction:
    """The fraction that a text such as `3/4` writes.

    >>> fraction("-3/4")
    Fraction(-3, 4)
    """
    above, _, below = text.partition("/")
    return Fraction(whole(above), whole(below) if below else 1)


def text_of(number: Number) -> str:
    """A number as text, exactly; a float as the shortest decimal that names it.

    >>> text_of(0.1), text_of(Fraction(1, 3)), text_of(" 2/5 "), text_of(decimal.Decimal("1E-7"))
    ('0.1', '1/3', '2/5', '1e-7')
    """
    if isinstance(number, str):
        return number.strip()
    if isinstance(number, bool):
        raise TypeError(f"expected a number, not {number}")
    if isinstance(number, float):
        return float.__repr__(number)
    if isinstance(number, decimal.Decimal):
        return str(number).lower().replace("e+", "e")
    if isinstance(number, numbers.Integral):
        return digits(int(number))
    if isinstance(number, numbers.Rational):
        return f"{digits(int(number.numerator))}/{digits(int(number.denominator))}"
    item = getattr(number, "item", None)
    if item is not None and not isinstance(item(), type(number)):
        return text_of(item())
    raise TypeError(f"expected a number, not {type(number).__name__}")


def near(number: Fraction) -> float:
    """The nearest double; an infinity where there is none."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


@dataclass(frozen=True)
class Interval:
    """A number that is known between two others, both of which are exact.

    >>> third = Interval(Fraction(33, 100), Fraction(34, 100))
    >>> Fraction(1, 3) in third, third.is_exact, float(third)
    (True, False, 0.335)
    >>> third.floats
    (0.32999999999999996, 0.34)
    """

    low: Fraction
    high: Fraction

    @property
    def is_exact(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high

    @property
    def width(self) -> Fraction:
        """How far the ends are apart."""
        return self.high - self.low

    @property
    def floats(self) -> "tuple[float, float]":
        """Two doubles with the number between them."""
        low, high = near(self.low), near(self.high)
        if math.isfinite(low) and self.low < Fraction(low):
            low = math.nextafter(low, -math.inf)
        if math.isfinite(high) and Fraction(high) < self.high:
            high = math.nextafter(high, math.inf)
        return low, high

    def __float__(self) -> float:
        return near((self.low + self.high) / 2)

    def __contains__(self, number: object) -> bool:
        return self.low <= number <= self.high  # type: ignore[operator]

    def __iter__(self) -> Any:
        return iter((self.low, self.high))

    def __repr__(self) -> str:
        return f"Interval({shown(self)})"

    def __str__(self) -> str:
        return shown(self)


def shown(number: Any) -> str:
    """A number for people: short fractions in full, anything else with seven digits.

    >>> shown(Fraction(3, 2)), shown(Fraction(10**9, 3)), shown(None), shown(True)
    ('3/2', '3.333333e+08', '', 'yes')
    """
    if number is None:
        return ""
    if isinstance(number, bool):
        return "yes" if number else "no"
    if isinstance(number, Fraction):
        short = number.denominator < 10**4 and abs(number.numerator) < 10**7
        return str(number) if short else f"{near(number):.7g}"
    if isinstance(number, Interval):
        return shown(number.low) if number.is_exact else f"{float(number):.7g}"
    if isinstance(number, float):
        return f"{number:.7g}"
    if isinstance(number, (tuple, list)):
        return " to ".join(shown(part) for part in number)
    return str(number)


def written(value: Any, digits: int = 7) -> str:
    """A value for a paper: a number with at most so many significant digits, anything else as `shown` says it.

    >>> written(Fraction(1, 3), 3), written(Fraction(3, 2), 4), written(Fraction(0)), written(1234567.8, 3), written("a")
    ('0.333', '1.5', '0', '1.23e6', 'a')
    >>> written(Fraction(116028, 10000), 4), written(1e-7, 3), written(1234567, 3)
    ('11.60', '1.00e-7', '1234567')
    >>> written(Interval(Fraction(149064, 10000), Fraction(149065, 10000)), 4), written(Interval(Fraction(6), Fraction(6)), 3)
    ('14.91', '6')
    """
    if isinstance(value, Interval) and value.is_exact:
        value = value.low
    if not isinstance(value, (float, Fraction, Interval)):
        return shown(value)
    x = near(value) if isinstance(value, Fraction) else float(value)
    if x == 0 or not math.isfinite(x):
        return "0" if x == 0 else str(x)
    scientific = f"{x:.{digits - 1}e}"
    size = int(scientific.partition("e")[2])
    if not -5 <= size < digits:
        return scientific.replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    text = f"{x:.{digits - 1 - size}f}"
    # A number that is rounded keeps its zeros: they are digits of it.
    is_short = isinstance(value, Fraction) and Fraction(text) == value and "." in text
    return text.rstrip("0").rstrip(".") if is_short else text
