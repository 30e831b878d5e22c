"""What the tests share: the installed package, never the sources of the repository."""

import pathlib

import pytest

import ironproof

ROOT = pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _in_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def two() -> ironproof.Instance:
    """The instance of the documents, whose optimum is 3/2."""
    return ironproof.Instance.from_arrays([1, 3], ["1/2", "1/2"], [3, 0.5], quality=0.5)


def test_the_package_is_installed() -> None:
    assert ROOT not in pathlib.Path(ironproof.__file__).parents or "target" in ironproof.__file__
