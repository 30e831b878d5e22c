"""Instances from arrays and frames: what is read is what is meant, or an error says what is wrong."""

import decimal
import json
import pickle
from fractions import Fraction

import numpy
import pandas
import polars
import pytest
from ironproof import Instance, IronproofError, solve

TYPES = [(5, "1/4", 2), (10, "1/2", 1), (20, "1/4", "1/2")]


def columns():
    return [list(column) for column in zip(*TYPES, strict=True)]


def types(instance):
    return json.loads(instance.text)["groups"][0]["types"]


def test_every_kind_of_number_is_read_exactly():
    wtp = [5, numpy.int64(10), decimal.Decimal("20.5")]
    prob = [Fraction(1, 3), "1/3", numpy.float64(0.25)]
    with pytest.raises(IronproofError, match="the sum of group \"all\" is 11/12, not 1"):
        Instance.from_arrays(wtp, prob, quality=1)
    instance = Instance.from_arrays(wtp, [Fraction(1, 3), "1/3", Fraction(1, 3)], quality=1)
    read = [(row["wtp"], row["prob"]) for row in types(instance)]
    assert [tuple(map(Fraction, row)) for row in read] == [(5, Fraction(1, 3)), (10, Fraction(1, 3)), (Fraction(41, 2), Fraction(1, 3))]


def test_a_double_is_its_decimal_or_its_bits():
    tenths = numpy.array([0.1, 0.2])
    decimals = Instance.from_arrays(tenths, [0.5, 0.5], quality=1)
    assert [Fraction(row["wtp"]) for row in types(decimals)] == [Fraction(1, 10), Fraction(1, 5)]
    bits = Instance.from_arrays(tenths, [0.5, 0.5], quality=1, floats="bits")
    assert [Fraction(row["wtp"]) for row in types(bits)] == [Fraction(0.1), Fraction(0.2)]
    with pytest.raises(IronproofError, match="is .*, not 1"):
        Instance.from_arrays([1, 2, 3], numpy.array([0.1, 0.2, 0.7]), quality=1, floats="bits")
    Instance.from_arrays([1, 2, 3], numpy.array([0.1, 0.2, 0.7]), quality=1)


@pytest.mark.parametrize("kind", [numpy.float32, numpy.int32, numpy.uint8, object])
def test_arrays_of_other_kinds_are_read_number_by_number(kind):
    instance = Instance.from_arrays(numpy.array([5, 10], dtype=kind), ["1/2", "1/2"], quality=1)
    assert [Fraction(row["wtp"]) for row in types(instance)] == [5, 10]


def test_a_view_with_strides_and_a_view_backwards_are_read_in_their_order():
    wide = numpy.array([[1.0, 9.0], [3.0, 9.0], [2.0, 9.0]])
    backwards = wide[::-1, 0]
    one = Instance.from_arrays(wide[:, 0], [0.25, 0.25, 0.5], [1, 2, 3], quality=1)
    other = Instance.from_arrays(backwards, [0.5, 0.25, 0.25], [3, 2, 1], quality=1)
    assert types(one) == types(other)
    with pytest.raises(IronproofError, match="one column"):
        Instance.from_arrays(wide, [1], quality=1)


def test_rows_in_any_order_and_ties_are_one_model():
    wtp, prob, weight = columns()
    plain = Instance.from_arrays(wtp, prob, weight, quality="1/3")
    split = Instance.from_arrays(
        [20, 10, 5, 10], ["1/4", "1/8", "1/4", "3/8"], ["1/2", 4, 2, 0], quality="1/3"
    )
    assert split.n_types == 3
    assert solve(split).value == solve(plain).value


def test_counts_are_shares_of_their_group_and_groups_are_shares_of_all():
    wtp, group = [1, 2, 1, 2], ["b", "b", "a", "a"]
    instance = Instance.from_arrays(wtp, [1, 2, 3, 3], group=group, quality=0.5, normalise=True)
    data = json.loads(instance.text)
    assert instance.groups == ("b", "a")
    assert [Fraction(row["mass"]) for row in data["groups"]] == [Fraction(1, 3), Fraction(2, 3)]
    assert [Fraction(row["prob"]) for row in data["groups"][0]["types"]] == [Fraction(1, 3), Fraction(2, 3)]
    given = Instance.from_arrays(
        wtp, [1, 2, 3, 3], group=group, quality=0.5, normalise=True, mass={"a": 5, "b": "1/2"}
    )
    assert [Fraction(row["mass"]) for row in json.loads(given.text)["groups"]] == [Fraction(1, 2), 5]


def frame():
    return {"amount": [5.0, 10.0, 20.0, 7.0], "n": [1, 2, 1, 4], "w": [2.0, 1.0, 0.5, 1.0], "who": ["a", "a", "a", "b"]}


def test_frames_of_all_libraries_are_one_instance():
    names = {"wtp": "amount", "prob": "n", "weight": "w", "group": "who"}
    make = (dict, pandas.DataFrame, polars.DataFrame)
    texts = {Instance.from_frame(kind(frame()), quality=0.5, normalise=True, **names).text for kind in make}
    assert len(texts) == 1
    nullable = pandas.DataFrame(frame()).convert_dtypes()
    assert Instance.from_frame(nullable, quality=0.5, normalise=True, **names).text in texts
    with pytest.raises(IronproofError, match="no column 'wtp'; there is amount, n, w, who"):
        Instance.from_frame(pandas.DataFrame(frame()), quality=0.5)


def test_each_row_of_a_frame_counts_once_without_prob():
    instance = Instance.from_frame(pandas.DataFrame(frame()), wtp="amount", prob=None, weight=1, quality=0.5)
    assert [Fraction(row["prob"]) for row in types(instance)] == [Fraction(1, 4)] * 4


def test_levels_of_quality():
    wtp, prob, weight = columns()
    levels = Instance.from_arrays(wtp, prob, weight, quality={0.5: 0.25, 1: "1/4"})
    assert [(Fraction(row["level"]), Fraction(row["mass"])) for row in json.loads(levels.text)["quality"]] == [
        (Fraction(1, 2), Fraction(1, 4)),
        (1, Fraction(1, 4)),
    ]
    unlimited = Instance.from_arrays(wtp, prob, weight, quality=[(1, None)])
    assert json.loads(unlimited.text)["quality"][0]["mass"] == "unlimited"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"wtp": [5, 10]}, "prob: 3 rows, where wtp has 2"),
        ({"wtp": numpy.array([5.0, numpy.nan, 20.0])}, "wtp, row 1: not a number: NaN"),
        ({"wtp": [5, "ten", 20]}, "wtp, row 1: not a number: ten"),
        ({"wtp": [-5, 10, 20]}, "groups"),
        ({"wtp": []}, "wtp: no rows"),
        ({"wtp": 5}, "wtp: expected a column"),
        ({"prob": [-1, 1, 1]}, "groups"),
        ({"group": ["a", "a"]}, "group: 2 rows, where wtp has 3"),
        ({"group": ["a", "a", "b"]}, "the mass of group \"a\""),
        ({"mass": {"b": 1}}, "mass: no group \"b\""),
        ({"alpha": "-1"}, "alpha"),
        ({"quality": 0}, "quality"),
        ({"quality": [1, 2]}, "expected a number of objects, or pairs"),
        ({"name": "a\u202eb"}, "name"),
    ],
)
def test_what_is_wrong_is_said(change, says):
    wtp, prob, weight = columns()
    given = {"wtp": wtp, "prob": prob, "weight": weight, "quality": 1, **change}
    with pytest.raises(IronproofError, match=says):
        Instance.from_arrays(given.pop("wtp"), given.pop("prob"), given.pop("weight"), **given)


def test_wrong_kinds_are_type_errors():
    with pytest.raises(TypeError):
        Instance.from_arrays([True, False], [0.5, 0.5], quality=1)
    with pytest.raises(TypeError):
        Instance.from_arrays([object()], [1], quality=1)
    with pytest.raises(TypeError):
        Instance("name")
    with pytest.raises(TypeError):
        Instance("name", ())
    with pytest.raises(TypeError):
        solve(3)


def test_files_and_texts(tmp_path, two):
    file = tmp_path / "two.json"
    two.save(file)
    assert Instance.from_file(file).text == two.text
    assert Instance.from_json(two.text).text == two.text
    assert solve(file).value == Fraction(3, 2)
    with pytest.raises(IronproofError, match="absent.toml: No such file"):
        Instance.from_file("absent.toml")
    (tmp_path / "wrong.toml").write_text("name = 'x'\nalpha = '1'\n")
    with pytest.raises(IronproofError, match="wrong.toml: "):
        Instance.from_file(tmp_path / "wrong.toml")


def test_a_table_beside_a_text_is_found_in_its_folder():
    path = "instances/applications/school-seats.toml"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    one = Instance.from_toml(text, "instances/applications")
    assert solve(one).value == solve(path).value
    with pytest.raises(IronproofError, match=r"school-seats\.csv"):
        Instance.from_toml(text)


def test_an_instance_does_not_change(two):
    with pytest.raises(AttributeError):
        two.name = "other"


def test_an_instance_is_pickled_with_its_tables_and_its_grid(two, tmp_path, monkeypatch):
    school = Instance.from_file("instances/applications/school-seats.toml")
    grid = school.on_grid(8)
    packed = [pickle.dumps(instance) for instance in (two, school, grid)]
    monkeypatch.chdir(tmp_path)
    back = [pickle.loads(pack) for pack in packed]
    assert [instance.text for instance in back] == [two.text, school.text, grid.text]
    assert solve(back[2]).grid == solve(grid).grid is not None
