"""Figures of matplotlib show the numbers and the look that the SVG shows."""

import pickle
import subprocess
import sys

import ironproof
import matplotlib.figure
import pandas
import pytest
from ironproof import Instance, IronproofError
from matplotlib.colors import to_hex

PARK = "instances/applications/park-income.toml"
KAKADU = "instances/applications/kakadu-strong.toml"
KINDS = {"mechanism": 9, "hull": 6, "weights": 3, "split": 1, "path": 1, "gains": 1}


def lines(ax):
    """The lines of a panel that are numbers: the coordinates, the colour and the dashes."""
    return [(line.get_xydata(), to_hex(line.get_color()), line) for line in ax.lines if len(line.get_xdata()) > 2]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_figure_of_matplotlib(kind, tmp_path):
    drawn = ironproof.figure(PARK, kind)
    made = drawn.to_matplotlib()
    assert isinstance(made, matplotlib.figure.Figure) and len(made.axes) == KINDS[kind]
    assert made.get_size_inches()[0] == pytest.approx(16 / 2.54)
    for end in ("png", "pdf", "svg"):
        made.savefig(tmp_path / f"a.{end}")
    assert made._repr_png_()[1:4] == b"PNG"
    texts = [text.get_text() for text in made.texts]
    assert texts[0] == drawn.data.title == "A natural park: willingness to pay by income"
    pickle.loads(pickle.dumps(made))
    assert pickle.loads(pickle.dumps(drawn)).data == drawn.data


def test_the_map_is_drawn_from_the_rows_of_the_svg():
    drawn = ironproof.figure(PARK, "map", rows=2, and_start=1, and_stop="3/2", start="1/2", stop=1)
    (ax,) = drawn.to_matplotlib().axes
    assert len(ax.patches) == len(drawn.to_frame()) and ax.get_ylim() == (1.0, 1.5)
    with pytest.raises(IronproofError, match="expected another parameter"):
        ironproof.figure(PARK, "map", over="alpha", and_over="alpha")
    with pytest.raises(IronproofError, match="rows: expected a whole number from 1 to 1000"):
        ironproof.figure(PARK, "map", rows=0)


def test_lines_are_the_rows_of_the_csv_in_the_colours_of_the_svg():
    drawn = ironproof.figure(KAKADU)
    frame, axes = drawn.to_frame(), drawn.to_matplotlib().axes
    for k, label in enumerate(["low income", "mid income", "high income"]):
        rows = frame[frame["group"] == label]
        quality, payment = axes[3 * k], axes[3 * k + 1]
        for ax, column, dashed in ((quality, "quality", False), (payment, "payment", True)):
            ((points, colour, line),) = lines(ax)
            assert list(points[:, 1]) == list(rows[column])
            assert colour in drawn.svg and line.is_dashed() == dashed
        names = [text.get_text() for text in quality.texts]
        for kind in rows["kind"].unique():
            assert kind in names
        colours = {to_hex(patch.get_facecolor()) for patch in quality.patches}
        assert len(colours) == rows["kind"].nunique() and all(colour in drawn.svg for colour in colours)
    assert axes[1].get_ylabel().replace("\n", " ") == "payment (Australian dollars a year)"


def test_curves_are_those_of_the_csv():
    drawn = ironproof.figure(KAKADU, "hull")
    frame, axes = drawn.to_frame(), drawn.to_matplotlib().axes
    rows = frame[frame["group"] == "low income"]
    raw, hull = lines(axes[0])
    assert list(raw[0][:, 1]) == list(rows["psi"]) and list(hull[0][:, 1]) == list(rows["hull"])
    assert hull[2].is_dashed() and not raw[2].is_dashed()
    # V is broken where it jumps: each piece is a line of its own.
    values = pandas.concat([pandas.Series(points[:, 1]) for points, *_ in lines(axes[1])[:-1]])
    assert set(values) == set(rows["virtual_value"].dropna())


def test_sums_and_regimes_along_a_path():
    drawn = ironproof.figure(PARK, "path")
    frame, (ax,) = drawn.to_frame(), drawn.to_matplotlib().axes
    sums = [list(points[:, 1]) for points, *_ in lines(ax)]
    assert sums == [list(frame[name]) for name in ("value", "revenue", "utility")]
    texts = [text.get_text() for text in ax.texts]
    assert {"value", "revenue", "surplus", *(regime.name for regime in drawn.data.regimes)} <= set(texts)


def test_a_figure_is_drawn_on_axes_that_are_there():
    own = matplotlib.figure.Figure()
    axes = own.subplots(3, 3)
    drawn = ironproof.figure(PARK)
    assert drawn.to_matplotlib(axes) is own
    assert axes[0, 1].get_title(loc="left") == "mid income" and axes[2, 0].get_xlabel() == "willingness to pay"
    column = matplotlib.figure.Figure().subplots(3, 1)
    drawn.to_matplotlib(column, group="high income")
    ((points, *_),) = lines(column[1])
    assert points[:, 1].max() == drawn.data.groups[2].segments[-1].price[1]
    with pytest.raises(IronproofError, match=r"axes: expected 9 \(3 for each of 3 groups, row by row\), not 3"):
        drawn.to_matplotlib(column)
    with pytest.raises(IronproofError, match="no group 'rich'; there is low income, mid income, high income"):
        drawn.to_matplotlib(group="rich")
    with pytest.raises(IronproofError, match="has all groups in one panel"):
        ironproof.figure(PARK, "path").to_matplotlib(group="low income")


def test_names_are_no_formulas():
    rude = Instance.from_arrays([1, 3], ["1/2", "1/2"], quality=0.5, group=["$\\frac$ & x"] * 2)
    with matplotlib.rc_context({"text.parse_math": True}):
        made = ironproof.figure(rude).to_matplotlib()
        made._repr_png_()
    assert "$\\frac$ & x" in [text.get_text() for text in made.texts]


def test_without_matplotlib_an_error_says_how_to_install_it():
    program = (
        "import sys\nsys.modules['matplotlib'] = None\nimport ironproof\n"
        f"drawn = ironproof.figure({PARK!r})\n"
        "try:\n    drawn.to_matplotlib()\nexcept ironproof.IronproofError as error:\n    print(error)\n"
    )
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "figures of matplotlib need matplotlib, which is not installed: pip install matplotlib\n"
