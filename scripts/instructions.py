#!/usr/bin/env python3
"""Instruction counts of the kernels, against the counts in benches/instructions.toml.

    scripts/instructions.py               exit code 1 if a count grew by more than 5%
    scripts/instructions.py --update      writes the counts

valgrind counts the instructions of three repetitions less those of one, so that making the data does not count. The
counts do not depend on what else the machine does; they do depend on the compiler and on AVX2, and the file says
with which ones it was written. Without valgrind this fails.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
STORED = ROOT / "benches" / "instructions.toml"
TOLERANCE = 0.05


def executable():
    command = ["cargo", "bench", "--locked", "--bench", "instructions", "--no-run", "--message-format=json"]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for line in text.splitlines():
        message = json.loads(line)
        if message.get("executable") and message["target"]["name"] == "instructions":
            return message["executable"]
    sys.exit("error: cargo built no bench `instructions`")


def instructions(program, kernel, repetitions):
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    run = subprocess.run([*command, program, *kernel.split(), str(repetitions)], capture_output=True, text=True)
    match = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
    if run.returncode != 0 or match is None:
        sys.exit(f"error: valgrind failed on `{kernel}`:\n{run.stderr}")
    return int(match[1].replace(",", ""))


def machine():
    compiler = subprocess.run(["rustc", "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    has_avx2 = cpuinfo.exists() and " avx2 " in cpuinfo.read_text()
    return {"rustc": compiler, "avx2": has_avx2}


def main():
    if shutil.which("valgrind") is None:
        sys.exit("error: valgrind is not installed (apt-get install valgrind)")
    program = executable()
    here = machine()
    kernels = subprocess.run([program, "list"], check=True, capture_output=True, text=True).stdout.splitlines()
    counts = {k: (instructions(program, k, 3) - instructions(program, k, 1)) // 2 for k in kernels}
    if "--update" in sys.argv[1:]:
        lines = ["# Instructions per solve (or fill) of 100,000 types. Written by scripts/instructions.py --update."]
        lines += [f'rustc = "{here["rustc"]}"', f"avx2 = {str(here['avx2']).lower()}", "", "[counts]"]
        lines += [f'"{kernel}" = {count}' for kernel, count in counts.items()]
        new = STORED.with_suffix(".toml.new")
        new.write_text("\n".join(lines) + "\n")
        new.replace(STORED)
    stored = tomllib.loads(STORED.read_text())
    if any(stored[key] != here[key] for key in here):
        was = {key: stored[key] for key in here}
        print(f"skipped: the counts are of {was}, this is {here} (--update writes new ones)")
        return
    slower = set(stored["counts"]) ^ set(counts)
    for kernel, count in counts.items():
        before = stored["counts"].get(kernel, count)
        change = count / before - 1
        print(f"{kernel:20} {count:12,} {100 * change:+6.1f}%")
        if change > TOLERANCE:
            slower.add(kernel)
    if slower:
        sys.exit(f"error: more than {TOLERANCE:.0%} above {STORED.name}, or not in it: {', '.join(sorted(slower))}")


if __name__ == "__main__":
    main()
