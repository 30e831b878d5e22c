#!/usr/bin/env python3
"""Renews the blocks ```console in README.md and docs/*.md: runs each `$ COMMAND` with target/release in the
path and puts what it prints on stdout below it. A test compares them."""

import os
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PATH = f"{ROOT}/target/release:{os.environ['PATH']}"


def renewed(block: re.Match) -> str:
    lines = ["```console"]
    with tempfile.TemporaryDirectory() as folder:
        for name in ["instances", "docs"]:
            os.symlink(ROOT / name, f"{folder}/{name}")
        os.mkdir(f"{folder}/out")
        for command in re.findall(r"^\$ (.*)$", block[0], re.M):
            run = subprocess.run(command, shell=True, cwd=folder, env={**os.environ, "PATH": PATH}, capture_output=True,
                                 text=True)
            lines += [f"$ {command}", *run.stdout.splitlines()]
    return "\n".join([*lines, "```"])


for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
    text = page.read_text()
    new = re.sub(r"^```console\n.*?^```", renewed, text, flags=re.M | re.S)
    if new != text:
        page.write_text(new)
        print(page.relative_to(ROOT))
