#!/usr/bin/env python3
"""Copies the tables of committed results into the documents.

    scripts/results-tables.py [--check]

Between `<!-- table: results/FOLDER/FILE.md -->` and `<!-- end of table -->` stands the first table of that file. With --check
nothing is written, and exit code 1 says that a document is not current."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACE = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- end of table -->)", re.S)


def table(name):
    lines = (ROOT / name).read_text().splitlines()
    first = next(k for k, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        rows.append(line + "\n")
    return "".join(rows)


def main():
    stale = []
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = document.read_text()
        current = PLACE.sub(lambda m: m[1] + "\n" + table(m[2]) + "\n" + m[3], text)
        if current != text:
            stale.append(str(document.relative_to(ROOT)))
            if "--check" not in sys.argv:
                document.write_text(current)
    print("not current: " + ", ".join(stale) if stale else "all tables are current")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
