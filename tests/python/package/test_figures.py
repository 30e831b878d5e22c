"""Figures and pages say what the results say."""

import pathlib
import re

import ironproof
import pytest
from ironproof import Instance, IronproofError

PARK = "instances/applications/park-income.toml"


@pytest.mark.parametrize("kind", ["mechanism", "hull", "split", "weights", "path", "gains"])
def test_every_kind_of_figure_is_drawn(kind):
    drawn = ironproof.figure(PARK, kind)
    assert drawn.svg.startswith("<svg") and drawn._repr_svg_() == drawn.svg
    frame = drawn.to_frame()
    assert len(frame) > 1
    assert list(drawn.to_frame(library="polars").columns) == list(frame.columns)


def test_the_numbers_behind_a_figure_are_those_of_the_optimum():
    frame = ironproof.figure(PARK).to_frame()
    best = ironproof.solve(PARK)
    for group in best.groups:
        last = group.segments[-1]
        rows = frame[frame["group"] == group.label]
        assert float(last.price[1]) == pytest.approx(rows["payment"].max(), rel=1e-5)


def test_a_figure_is_saved_whole_or_not(tmp_path):
    drawn = ironproof.figure(PARK, "split")
    drawn.save(tmp_path / "a.svg")
    drawn.save(tmp_path / "a.csv")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == drawn.svg
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == drawn.csv
    with pytest.raises(IronproofError, match="ends with .svg or .csv"):
        drawn.save(tmp_path / "a.png")
    with pytest.raises(IronproofError, match="No such file"):
        drawn.save(tmp_path / "none" / "a.svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.svg"]


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(IronproofError, match="expected mechanism, split, hull, weights, path, map or gains, not \"pie\""):
        ironproof.figure(PARK, "pie")
    with pytest.raises(IronproofError, match="from 6 to 60"):
        ironproof.figure(PARK, cm=1)
    with pytest.raises(IronproofError, match="policies: expected two"):
        ironproof.figure(PARK, "gains", policies=["market"])
    two = Instance.from_arrays([1, 3], ["1/2", "1/2"], [3, 0.5], quality=0.5)
    with pytest.raises(IronproofError, match="continuous"):
        ironproof.figure(two, "path")


def test_a_page_says_what_the_results_say(tmp_path):
    page = ironproof.report(PARK, tmp_path / "park.html", policies=["price=20"], over=["supply"])
    assert (tmp_path / "park.html").read_text(encoding="utf-8") == page
    text = re.sub(r"<[^>]*>", "", page)
    for row in ironproof.compare(PARK, ["price=20"], width="1e-6").policies:
        assert row.policy in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert [path.name for path in tmp_path.iterdir()] == ["park.html"]


def test_tables_for_papers_are_escaped():
    rude = Instance.from_arrays([1, 3], ["1/2", "1/2"], quality=0.5, group=["50% & more", "50% & more"])
    text = ironproof.solve(rude).to_latex()
    assert "50\\% \\& more" in text and text.count("\\\\\n") == len(text.splitlines()) - 6
    assert pathlib.Path("docs/python.md").exists()
