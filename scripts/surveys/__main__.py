"""Makes the instances of instances/surveys from the data in pinned packages, and compares them with the committed ones;
and the numbers of docs/surveys.md with those that the program gives. `scripts/surveys.sh` runs this.

    python scripts/surveys [--write] [--program PATH]

Exit codes: 0 all is the same; 1 something differs; 2 it could not run, because a package, a file or the program is
another one. With --write what differs is renewed."""

import argparse
import difflib
import pathlib
import sys

import health
import kakadu
import natural_park
import travel
from page import CannotShow, renewed
from program import ROOT, CommandFailed, results
from wheels import NotAsPinned

SURVEYS = [recipe.SURVEY for recipe in [kakadu, natural_park, health, travel]]
INSTANCES = ROOT / "instances" / "surveys"
PAGE = ROOT / "docs" / "surveys.md"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="renew what differs")
    arguments.add_argument("--program", type=pathlib.Path, default=ROOT / "target/release/ironproof", help="ironproof")
    given = arguments.parse_args()
    program = given.program.resolve()
    if not program.is_file():
        return could_not_run(f"{program} does not exist: build ironproof first, or say --program PATH")
    # Path of a file, and what it should say.
    expected = {}
    page = PAGE.read_text()
    for survey in SURVEYS:
        try:
            found = results(survey, program)
            page = renewed(page, found)
        except (NotAsPinned, CommandFailed, CannotShow) as error:
            return could_not_run(f"{survey.name}: {error}")
        expected[INSTANCES / f"{survey.name}.toml"] = found.text
        print(f"{survey.name}: {found.estimate['respondents']} respondents, value {found.solve['value_approx']:.7g}")
    expected[PAGE] = page
    differs = [path for path, text in expected.items() if not same(path, text)]
    strangers = sorted(set(INSTANCES.iterdir()) - set(expected))
    for path in strangers:
        print(f"{path.relative_to(ROOT)}: no recipe makes this file", file=sys.stderr)
    if given.write:
        for path in differs:
            path.write_text(expected[path])
            print(f"wrote {path.relative_to(ROOT)}")
    if strangers or (differs and not given.write):
        return 1
    print(f"{len(SURVEYS)} surveys: instances and page are current")
    return 0


def same(path: pathlib.Path, text: str) -> bool:
    """Whether the file says that, byte for byte; how it differs goes to stderr."""
    old = path.read_bytes().decode() if path.exists() else ""
    if old == text:
        return True
    name = str(path.relative_to(ROOT))
    lines = difflib.unified_diff(old.splitlines(True), text.splitlines(True), f"{name}, committed", f"{name}, now", n=1)
    sys.stderr.writelines(lines)
    return False


def could_not_run(why: str) -> int:
    print(f"error: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
