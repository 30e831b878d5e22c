#!/usr/bin/env python3
"""Renews the pictures that docs/figures.md makes: runs each of its commands `ironproof .. docs/PICTURE.svg` with
target/release in the path. Tests compare them."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def commands() -> dict[str, str]:
    """The command that makes a picture, by the name of the picture."""
    text = (ROOT / "docs/figures.md").read_text()
    return {found[2]: found[1] for found in re.finditer(r"^(ironproof .* (docs/\S+\.svg))$", text, re.M)}


if __name__ == "__main__":
    path = f"{ROOT}/target/release:{os.environ['PATH']}"
    for command in commands().values():
        subprocess.run(command, shell=True, cwd=ROOT, env={**os.environ, "PATH": path}, check=True)
