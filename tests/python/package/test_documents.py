"""Examples are what the package prints: in docstrings, in docs/python.md and in the notebooks."""

import doctest
import importlib
import pathlib
import pkgutil
import re

import ironproof
import nbformat
import pytest
from nbclient import NotebookClient

MODULES = [name for _, name, _ in pkgutil.iter_modules(ironproof.__path__) if name != "_ironproof"]
NOTEBOOKS = sorted(pathlib.Path(__file__).resolve().parents[3].glob("docs/notebooks/*.ipynb"))


@pytest.mark.parametrize("name", ["", *MODULES])
def test_docstrings(name):
    module = importlib.import_module(f"ironproof.{name}" if name else "ironproof")
    found = doctest.testmod(module)
    assert found.failed == 0


def test_docstrings_are_many():
    finder = doctest.DocTestFinder(exclude_empty=True)
    modules = [importlib.import_module(f"ironproof.{name}") for name in MODULES]
    assert sum(len(test.examples) for module in modules for test in finder.find(module)) > 30


def test_every_function_says_what_it_does():
    for name in ironproof.__all__:
        value = getattr(ironproof, name)
        assert not callable(value) or (value.__doc__ or "").strip(), name


def test_the_page_about_python():
    page = pathlib.Path("docs/python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```$", page, re.M | re.S)
    assert len(blocks) > 5
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "docs/python.md", "docs/python.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    runner.run(test)
    assert runner.failures == 0
    assert "```python\n" not in page, "blocks that are not run"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": "."}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs and not any(output.output_type == "error" for output in outputs)
    pictures = sum("image/png" in output.get("data", {}) for output in outputs)
    assert pictures == (1 if path.stem == "park" else 0), "a figure of matplotlib is shown once"


def test_there_are_two_notebooks():
    assert len(NOTEBOOKS) == 2
