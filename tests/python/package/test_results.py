"""Results as values, frames and pages."""

import pickle
from collections.abc import Mapping
from fractions import Fraction

import ironproof
import pandas
import polars
import pytest
from ironproof import Instance, Interval, Record

KAKADU = "instances/applications/kakadu-strong.toml"
SHORT = "instances/closed-form/c11-lottery-below-market.toml"
CELLS = "instances/finite/cells.json"
BIDS = {"bid": "bid1", "answer": "answer1", "terciles": "income", "supply": 0.3}
LINEAR = {"c": [1], "A_ub": [[-3]], "b_ub": [-1]}

MAKERS = {
    "solve": lambda: ironproof.solve(CELLS),
    "solve continuous": lambda: ironproof.solve(KAKADU),
    "mechanism": lambda: ironproof.mechanism(CELLS),
    "bounds": lambda: ironproof.bounds(KAKADU, "1e-2"),
    "path": lambda: ironproof.path(CELLS),
    "path continuous": lambda: ironproof.path(SHORT, stop=2, places=4, width="1e-2"),
    "evaluate": lambda: ironproof.evaluate(KAKADU, "market"),
    "compare": lambda: ironproof.compare(KAKADU, ["market"]),
    "explain": lambda: ironproof.explain(KAKADU),
    "curves": lambda: ironproof.curves(KAKADU),
    "estimate": lambda: ironproof.estimate("instances/data/park-bids.csv", **BIDS),
    "bootstrap": lambda: ironproof.estimate("instances/data/park-bids.csv", **BIDS, bootstrap=3).bootstrap,
    "encodings": lambda: ironproof.estimate("instances/data/park-bids.csv", **BIDS, encodings=True).encodings,
    "certify": lambda: ironproof.certify(LINEAR, [1 / 3]),
    "claims": lambda: ironproof.claims("P4", instances="instances", random=50),
}


@pytest.mark.parametrize("verb", MAKERS)
def test_every_result_is_a_value_a_frame_and_a_page(verb):
    found = MAKERS[verb]()
    assert isinstance(found, Mapping) and found.proof in ("verified", "exact", "measured")
    for library in (pandas, polars):
        frame = found.to_frame(library=library.__name__)
        assert isinstance(frame, library.DataFrame) and len(frame) > 0
    exact = found.to_frame(exact=True)
    assert list(exact.columns) == list(found.to_frame().columns)
    found.to_frame(exact=True, library="polars")
    assert found.proof in found._repr_html_() and found.proof in repr(found)
    assert found.to_dict(exact=False)
    again = pickle.loads(pickle.dumps(found))
    assert {**again, "instance": None} == {**found, "instance": None}


@pytest.mark.parametrize("verb", MAKERS)
def test_every_name_is_an_attribute(verb):
    """A key such as `items` would be hidden by the method of that name."""

    def names(value):
        if isinstance(value, Record):
            for name, inner in value.items():
                yield value, name
                yield from names(inner)
        elif isinstance(value, (list, tuple)):
            for inner in value:
                yield from names(inner)

    found = list(names(MAKERS[verb]()))
    assert found
    for record, name in found:
        assert getattr(record, f"{name}_" if name in ("from", "is", "values") else name) == record[name]


def test_numbers_are_fractions_and_in_frames_doubles():
    found = ironproof.solve(CELLS)
    assert isinstance(found.value, Fraction)
    frame = found.to_frame()
    assert frame["price_low"].dtype == float and frame["kind"][0] in ("not served", "free", "market", "lottery")
    assert isinstance(found.to_frame(exact=True)["price_low"][0], Fraction)


def test_an_interval_holds_its_number():
    third = Interval(Fraction(1, 3), Fraction(1, 3))
    low, high = third.floats
    assert Fraction(low) < Fraction(1, 3) < Fraction(high) and third.is_exact and third.width == 0
    assert Fraction(1, 2) not in third
    assert float(Interval(Fraction(10**400), Fraction(10**400))) == float("inf")


def test_results_do_not_change():
    found = ironproof.solve(CELLS)
    with pytest.raises(AttributeError, match="do not change"):
        found.value = 3
    with pytest.raises(TypeError):
        found["value"] = 3
    with pytest.raises(AttributeError, match="no 'valu'; there is name"):
        found.valu  # noqa: B018
    with pytest.raises(ValueError, match="'pandas' or 'polars'"):
        found.to_frame(library="excel")


def test_labels_are_text_and_no_markup():
    label = "<script>alert(1)</script>"
    instance = Instance.from_arrays([1, 3], [1, 1], group=[label, "b"], quality=0.5, normalise=True)
    page = ironproof.solve(instance)._repr_html_()
    assert "<script" not in page and "&lt;script&gt;" in page
