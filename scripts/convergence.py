#!/usr/bin/env python3
"""Prints the convergence table of docs/discretization.md: how far `--method cells` stays below the known
optimum of each closed form, relative to it, as types and levels double.

    python3 scripts/convergence.py target/release/ironproof instances/closed-form
"""

import json
import pathlib
import re
import subprocess
import sys
import tomllib
from fractions import Fraction

GRIDS = [50, 100, 200, 400, 800]


def optimum(path: pathlib.Path) -> Fraction:
    value = tomllib.loads(path.read_text())["optimum"]
    return Fraction(value["high"] if isinstance(value, dict) else str(value))


def value(binary: str, path: pathlib.Path, grid: int) -> Fraction:
    command = [binary, "solve", str(path), "--json", "--quiet", "--grid", str(grid), "--levels", str(grid)]
    return Fraction(json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["value"])


def main() -> None:
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    print("| instance | " + " | ".join(f"K = M = {grid}" for grid in GRIDS) + " | ratio |")
    print("|---" * (len(GRIDS) + 2) + "|")
    for path in sorted(folder.glob("*.toml"), key=lambda path: [int(x) if x.isdigit() else x for x in re.split(r"(\d+)", path.name)]):
        known = optimum(path)
        gaps = [known - value(binary, path, grid) for grid in GRIDS]
        relative = [float(gap / known) if known else float(gap) for gap in gaps]
        cells = ["exact" if gap == 0 else f"{rel:.2e}" for gap, rel in zip(gaps, relative)]
        ratio = f"{relative[-2] / relative[-1]:.2f}" if gaps[-1] else "-"
        print(f"| {path.stem} | " + " | ".join(cells) + f" | {ratio} |")
        if gaps[-1] < 0:
            sys.exit(f"{path}: above the optimum")


main()
