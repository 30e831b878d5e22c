#!/usr/bin/env python3
"""Renews the pictures of docs/figures.md: runs each of its commands `ironproof figure ..` with target/release in the
path. A test compares them."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
PATH = f"{ROOT}/target/release:{os.environ['PATH']}"

for command in re.findall(r"^ironproof figure .*docs/figures/.*$", (ROOT / "docs/figures.md").read_text(), re.M):
    subprocess.run(command, shell=True, cwd=ROOT, env={**os.environ, "PATH": PATH}, check=True)
