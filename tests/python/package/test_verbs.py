"""The functions, against each other and against what is known of the shipped instances."""

import json
import pathlib
import pickle
from fractions import Fraction

import ironproof
import pytest
from ironproof import Instance, Interval, IronproofError, Refused

KAKADU = "instances/applications/kakadu-strong.toml"


def test_all_shipped_finite_instances_are_verified():
    files = sorted(pathlib.Path("instances/finite").glob("*.json"))
    assert len(files) > 3
    for file in files:
        found = ironproof.solve(file)
        assert found.proof == "verified", file
        claimed = json.loads(file.read_text()).get("optimum")
        if claimed == "infeasible":
            assert found.status == "infeasible" and found.value is None, file
        elif claimed is not None:
            assert found.value == Fraction(claimed) == found.verified.value, file


def test_only_the_checker_makes_a_verified(two):
    found = ironproof.solve(two)
    assert found.verified.value == Fraction(3, 2)
    with pytest.raises(TypeError):
        ironproof.Verified()
    with pytest.raises(TypeError):
        type("Mine", (ironproof.Verified,), {})
    with pytest.raises((TypeError, pickle.PicklingError)):
        pickle.dumps(found.verified)
    with pytest.raises(AttributeError):
        found.verified.claim = "5"
    copied = pickle.loads(pickle.dumps(found))
    assert copied.value == found.value and copied.verified is None
    assert ironproof.solve(two, certify=False).proof == "exact"


def test_a_damaged_certificate_is_refused(two):
    proof = ironproof.verify(two)
    assert ironproof.verify(two, proof.certificate).value == proof.value
    for damage in (lambda text: text.replace("3/2", "2"), lambda text: text[:-6], lambda _: "", lambda _: "value 1"):
        with pytest.raises(Refused):
            ironproof.verify(two, damage(proof.certificate))
    other = Instance.from_arrays([1, 4], ["1/2", "1/2"], [3, 0.5], quality=0.5)
    with pytest.raises(Refused):
        ironproof.verify(other, proof.certificate)


def test_a_grid_is_a_lower_bound_inside_the_bracket():
    instance = Instance.from_file("instances/closed-form/c11-lottery-below-market.toml")
    whole, grid = ironproof.solve(instance), ironproof.solve(instance.on_grid(30))
    bracket = ironproof.bounds(instance, "1e-4")
    assert grid.grid.lower_bound and grid.value <= whole.value.high
    assert bracket.upper - bracket.lower <= Fraction(1, 10**4)
    assert whole.value.low <= bracket.upper and bracket.lower <= whole.value.high
    assert whole.proof == "exact" and grid.proof == "verified"


def test_numbers_longer_than_python_converts_are_read():
    # 10^5000 + 1
    whole = "1" + 4999 * "0" + "1"
    long, rest = f"1/{whole}", f"1{5000 * '0'}/{whole}"
    instance = Instance.from_arrays([1, 3], [long, rest], [1, 1], quality=1)
    value = ironproof.solve(instance).value
    assert isinstance(value, Fraction) and value.denominator > 10**4999
    assert "3" in repr(ironproof.solve(instance))
    again = Instance.from_arrays([1, 3], [Fraction(1, 10**5000 + 1), Fraction(10**5000, 10**5000 + 1)], quality=1)
    assert ironproof.solve(again).value == value


def test_the_pieces_of_a_path_meet(two):
    found = ironproof.path(two, certify=True)
    assert found.proof == "verified"
    for left, right in zip(found.pieces, found.pieces[1:]):
        assert left.to == right.from_ and left.value_at_to == right.value_at_from
    for piece in found.pieces:
        at = json.loads(two.text) | {"alpha": str(piece.from_)}
        assert ironproof.solve(Instance.from_json(json.dumps(at))).value == piece.value_at_from
    with pytest.raises(IronproofError, match="alpha"):
        ironproof.path(two, "beta")
    with pytest.raises(IronproofError, match="more than 2"):
        ironproof.path(two, start=2, stop=1)


def test_a_continuous_path_and_one_place_on_it():
    file = "instances/closed-form/c11-lottery-below-market.toml"
    regimes = ironproof.path(file, "alpha", start="1/2", stop=2, places=8, width="1e-3")
    inside = regimes.regimes[1]
    at = (inside.from_.high + inside.to.low) / 2
    found = ironproof.path(file, at=at)
    kinds = [[part.kind for part in group.segments] for group in found.groups]
    assert kinds == [[part.kind for part in group.structure] for group in inside.groups]
    with pytest.raises(IronproofError, match="checker"):
        ironproof.path(KAKADU, certify=True)


def test_policies_lose_against_the_optimum(two):
    found = ironproof.compare(two, ["market", "price=2"])
    assert all(policy.loss.low >= 0 for policy in found.policies if policy.feasible)
    assert found.policies[-1].policy == "optimum" and found.policies[-1].loss == Interval(Fraction(0), Fraction(0))
    assert ironproof.evaluate(two, ["market"])[0].value == ironproof.evaluate(two, "market").value
    with pytest.raises(IronproofError, match="nothing"):
        ironproof.evaluate(two, "nothing")


def test_explanations_and_curves():
    found = ironproof.explain(KAKADU)
    assert {claim.id for claim in found.claims} >= {"R1", "P7"}
    points = ironproof.curves(KAKADU).points
    assert points[0].group == "low income"
    finite = Instance.from_arrays([1, 3], ["1/2", "1/2"], [3, 0.5], quality=0.5)
    assert ironproof.explain(finite).value.low <= Fraction(3, 2)


def test_claims_hold_and_unknown_ones_are_named():
    found = ironproof.claims("P4", instances="instances", random=200)
    assert found.holds and found.finite[0].id == "P4"
    with pytest.raises(IronproofError, match="'P99'|\"P99\""):
        ironproof.claims("P99", instances="instances")
    with pytest.raises(IronproofError, match="no such folder"):
        ironproof.claims("P4", instances="absent")


BIDS = {"bid": "bid1", "answer": "answer1", "bid2": "bid2", "answer2": "answer2", "terciles": "income", "supply": 0.3}


def test_a_survey_from_a_file_and_from_a_frame_is_one():
    import pandas
    import polars

    file = "instances/data/park-bids.csv"
    found = ironproof.estimate(file, welfare_weights="income-share", **BIDS)
    for reader in (pandas.read_csv, polars.read_csv):
        other = ironproof.estimate(reader(file), welfare_weights="income-share", name="park-bids", **BIDS)
        assert other.groups == found.groups
        assert ironproof.solve(other.instance).value == ironproof.solve(found.instance).value
    assert found.proof == "measured"
    assert found.toml == found.instance.text and "Pareto weights" in found.toml


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"supply": None}, "give supply"),
        ({"quality": 1}, "give supply"),
        ({"bid": None}, "name the columns"),
        ({"bid": "bid9"}, "bid9"),
        ({"group": "income"}, "not both"),
        ({"estimator": "normal"}, "normal"),
        ({"bins": 4}, "bins has no effect"),
        ({"welfare_weights": "mine"}, "expected equal, by-group"),
        ({"supply": -1}, "-1"),
    ],
)
def test_what_is_wrong_with_a_survey_is_said(change, says):
    with pytest.raises(IronproofError, match=says):
        ironproof.estimate("instances/data/park-bids.csv", **{**BIDS, **change})


def test_missing_cells_of_a_frame_are_missing_answers():
    import pandas

    frame = pandas.DataFrame({"wtp": [5.0, None, 10.0]})
    with pytest.raises(IronproofError):
        ironproof.estimate(frame, wtp="wtp", supply=0.5)
    assert ironproof.estimate(frame, wtp="wtp", supply=0.5, missing="drop").respondents == 2


def test_errors_are_value_errors():
    assert issubclass(IronproofError, ValueError) and issubclass(Refused, IronproofError)
    with pytest.raises(ValueError, match="width: expected a number of more than 0"):
        ironproof.bounds(KAKADU, 0)
    with pytest.raises(IronproofError, match="continuous"):
        ironproof.bounds("instances/finite/cells.json")
    with pytest.raises(IronproofError, match="on_grid"):
        ironproof.verify(KAKADU)


def test_samples_are_those_of_the_seed():
    def survey(**rest):
        return ironproof.estimate("instances/data/park-bids.csv", welfare_weights="income-share", **BIDS, **rest)

    first, again, other = (survey(bootstrap=6, seed=seed).bootstrap for seed in (1, 1, 2))
    assert first == again and first.groups != other.groups
    assert float(first.value) == pytest.approx(float(ironproof.solve(survey().instance).value), rel=1e-9)
    assert survey().bootstrap is None and survey().encodings is None
    assert survey(bootstrap=6).bootstrap == survey(bootstrap=6, seed=0).bootstrap
    frame = first.to_frame()
    assert list(frame.columns) == ["group", "what", "survey", "low", "median", "high"]
    assert (frame["low"] <= frame["high"]).all()
    assert first.instruments().set_index("group").loc["low income", "market"] == 1
    assert first.answers().groupby("group")["share"].sum().round(9).eq(1).all()


def test_all_estimators_that_the_data_allow():
    found = ironproof.estimate("instances/data/park-bids.csv", **BIDS, encodings=True)
    rows = found.encodings.to_frame()
    assert rows["estimator"].nunique() == len(found.encodings.encodings) == 10
    assert list(rows["group"].unique()) == list(found.instance.groups)
    best = ironproof.solve(found.instance)
    assert float(best.value) == pytest.approx(rows["value"][0], rel=1e-9)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"seed": 1}, "seed: it is that of the samples of bootstrap"),
        ({"bootstrap": 0}, "bootstrap: expected a whole number from 1 to 100000"),
        ({"bootstrap": -1}, "bootstrap: expected a whole number from 0, not -1"),
        ({"bootstrap": 1.5}, "bootstrap: expected a whole number from 0, not 1.5"),
        ({"bootstrap": 1, "seed": -1}, "seed: expected a whole number"),
    ],
)
def test_samples_that_cannot_be_drawn(change, text):
    with pytest.raises(IronproofError, match=text):
        ironproof.estimate("instances/data/park-bids.csv", **BIDS, **change)


def test_a_comparison_is_one_table_for_a_paper():
    found = ironproof.compare("instances/applications/park-income.toml", ["market", "price=20"])
    lines = found.to_latex(digits=4).splitlines()
    assert lines[1:4] == [
        r"\begin{tabular}{lrrrrrr}",
        r"\toprule",
        r"policy & value & loss & relative & revenue & utility & served \\",
    ]
    names = [line.split(" & ")[0] for line in lines[5:-2]]
    best = ["best single price", "best price per group", "best lottery-or-price"]
    assert names == ["market", "price=20", *best, "optimum"]
    assert lines[-3] == r"optimum & 22.36 & 0 & 0\% & 10.97 & 11.23 & 30.0\% \\"
    assert "22.35763" in found.to_latex()
    with pytest.raises(ValueError, match="digits: expected a whole number from 1 to 15"):
        found.to_latex(digits=0)
