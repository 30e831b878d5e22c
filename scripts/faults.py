#!/usr/bin/env python3
"""Kills, full disks, damages, clocks: what the program leaves behind, and whether it is right afterwards.

    scripts/faults.py            all of it, some twenty minutes; --write puts the table into docs/reliability.md
    scripts/faults.py --short    a thirtieth of it, as .ci/run does

The programs are copied first, so that all trials are of one build. Random choices have fixed seeds. Each trial has a folder and a TMPDIR of its own, both empty at its start. After each
fault the same command runs again, undisturbed. Then this must hold:

  - its results are those of a run that was never disturbed: no row is lost, doubled or changed;
  - no file is outside the folder of results, no temporary file is left, and no process;
  - the disturbed run did not end with exit code 1, which is a verdict, and what it complained about is one line.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILT = [ROOT / "target/release/ironproof", ROOT / "target/release/ironproof-verifier"]
COPIES = tempfile.TemporaryDirectory(prefix="faults-programs-")
PROGRAM, CHECKER = (pathlib.Path(shutil.copy(path, COPIES.name)) for path in BUILT)
PAGE = ROOT / "docs/reliability.md"
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
INPUTS = ROOT / "instances"
SUITE = """warmups = 0
repetitions = 2
time_limit_s = 60
levels = 3
[quick]
sizes = [8]
time_limit_s = 60
repetitions = 1
[[family]]
shape = "noisy"
sizes = [20, 40]
[[method]]
name = "ironing-fast"
[[method]]
name = "ironing-exact"
"""
STUDY = """title = "A study"
authors = ["A. Author"]
year = 2026
licence = "CC-BY-4.0"
data = "None."
references = []
[[step]]
shows = "The optimum"
run = ["solve", "cells.json", "--certificate", "cells.cert"]
writes = ["cells.cert"]
stdout = "cells.txt"
"""

# What each verb that writes is asked; {out} is the folder of results.
VERBS = {
    "solve": "solve {in}/finite/cells.json --certificate {out}/a.cert --plot {out}/a.svg --quiet",
    "certify": "certify {in}/lp/small-cost.mps --certificate {out}/a.cert --quiet",
    "verify": "verify {in}/finite/cells.json {in}/finite/all-quality-zero.json --certificates --quiet --out {out}",
    "verify --random": "verify --random 100 --quiet --out {out}",
    "claims": "claims P3 --random 6000 --resume --quiet --instances {in} --out {out}",
    "bench": "bench --suite suite.toml --quiet --out {out}",
    "bench accuracy": "bench accuracy --quick --family klee-minty --solver highs-simplex,minilp --quiet"
    " --out {out}",
    "discretize": "discretize {in}/applications/kakadu-strong.toml --grid 30 --quiet --out {out}",
    "discretize --columns": "discretize {in}/applications/kakadu-strong.toml --grid 30 --method types"
    " --columns binary --quiet --out {out}",
    "export": "export {in}/finite/cells.json --quiet --out {out}",
    "report": "report {in}/finite/cells.json --quiet --out {out}/a.html",
    "figure": "figure mechanism {in}/applications/kakadu-strong.toml --quiet --out {out}/a.svg",
    "replicate": "replicate {out}",
    "sweep": "sweep {in}/finite/cells.json --vary alpha=0:2:60 --batch 9 --certify --quiet --out {out}",
    "estimate": "estimate {in}/data/park-bids.csv --wtp bid1 --supply 0.3 --quiet --out {out}/a.toml",
}
RESUMED = ("claims", "bench", "bench accuracy", "replicate")
# The part that an interrupted run keeps beside a whole table, and a lock.
NO_RESULTS = ("verify-interrupted.csv", ".ironproof.lock")
WITH_CHILDREN = ("bench", "bench accuracy", "replicate")
# What of a row is no measurement.
LASTING = ("shape", "types", "method", "status", "value", "instance", "solver", "setting", "verdict", "grade",
           "termination", "exact_obj", "obj", "instance_sha256")


class Trial:
    """Folders and an environment of one trial."""

    def __init__(self, verb):
        self.verb, self.mark = verb, uuid.uuid4().hex
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
        self.cwd, self.tmp, self.out = (self.base / name for name in ("cwd", "tmp", "out"))
        for folder in (self.cwd, self.tmp, self.out):
            folder.mkdir()
        (self.cwd / "suite.toml").write_text(SUITE)
        if verb == "replicate":
            (self.out / "study.toml").write_text(STUDY)
            shutil.copy(INPUTS / "finite/cells.json", self.out)

    def command(self):
        words = VERBS[self.verb].split()
        return [PROGRAM, *(word.format(out=self.out, **{"in": INPUTS}) for word in words)]

    def start(self, prepare=None, command=None, more=None, **streams):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        environment = {**os.environ, "TMPDIR": str(self.tmp), "FAULT_MARK": self.mark, **(more or {})}
        return subprocess.Popen(command or self.command(), cwd=self.cwd, env=environment,
                                stdin=subprocess.DEVNULL, preexec_fn=prepare, **streams)

    def run(self, **how):
        process = self.start(**how)
        said, complaints = process.communicate(timeout=300)
        return process.returncode, said or b"", (complaints or b"").decode(errors="replace")

    def results(self):
        """What must be the same after any fault."""
        found = {}
        for path in sorted(self.out.rglob("*")):
            name = str(path.relative_to(self.out))
            if not path.is_file() or name.endswith(".damaged") or name in NO_RESULTS:
                continue
            # Which rows share a file depends on the moment of the fault; what is merged does not.
            if self.verb == "sweep" and name.startswith(("rows/", "times/")):
                continue
            if self.verb.startswith("bench"):
                if name.endswith(".jsonl"):
                    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
                    found[name] = sorted(json.dumps({key: row.get(key) for key in LASTING}) for row in rows)
                continue
            # Times, and the time of day.
            text = re.sub(rb"\d+(\.\d+)? m?s\b|took [^|]*|\d{4}-\d\d-\d\d", b"T", path.read_bytes())
            if name.endswith(("verify.csv", "verify-random.csv")):
                rows = [line.split(b",") for line in text.splitlines()]
                drop = [k for k, title in enumerate(rows[0]) if title.endswith(b"seconds")]
                text = b"\n".join(b",".join(c for k, c in enumerate(row) if k not in drop) for row in rows)
            elif name == "README.md" or name == "SHA256SUMS":
                continue
            found[name] = hashlib.sha256(text).hexdigest()
        return found

    def problems(self, expected):
        """What is wrong after the run that followed the fault."""
        wrong = []
        found = self.results()
        if found != expected:
            names = {name for name in found | expected if found.get(name) != expected.get(name)}
            wrong.append(f"other results: {', '.join(sorted(names))}")
        left = [path for folder in (self.tmp, self.out) for path in folder.rglob("*")
                if path.name.endswith(".tmp") or path.name == ".ironproof.lock"]
        left += [path for path in self.tmp.iterdir()] + [p for p in self.cwd.iterdir() if p.name != "suite.toml"]
        if left:
            wrong.append(f"left: {left[0]}")
        if self.verb in WITH_CHILDREN and self.processes():
            wrong.append("a process lives on")
        return wrong

    def processes(self):
        mark = f"FAULT_MARK={self.mark}".encode()
        for attempt in range(12):
            time.sleep(0.001 * 2**attempt if attempt else 0)
            alive = []
            for folder in pathlib.Path("/proc").iterdir():
                try:
                    if folder.name.isdigit() and mark in (folder / "environ").read_bytes():
                        alive.append(folder.name)
                except OSError:
                    pass
            if not alive:
                return []
        return alive

    def close(self):
        shutil.rmtree(self.base, ignore_errors=True)


def undisturbed(verb):
    trial = Trial(verb)
    begun = time.monotonic()
    code, _, complaints = trial.run()
    took = time.monotonic() - begun
    assert code == 0, f"{verb}: {complaints}"
    expected = trial.results()
    assert expected and not trial.problems(expected), f"{verb}: {trial.problems(expected)}"
    trial.close()
    return took, expected


def judged(trial, expected, code, complaints, again=True):
    """The problems of a trial whose disturbed run ended with `code`."""
    wrong = []
    if code == 1:
        wrong.append("exit code 1")
    # Allocators end the program. That of C++ is met in HiGHS: what it throws is foreign to Rust, or ends a thread of
    # HiGHS, or needs a library that finds no room.
    said = ("memory allocation of", "foreign exceptions", "std::bad_alloc", "must be installed for unwinding")
    is_short = any(it in complaints for it in said)
    if code in (101, 134, -signal.SIGABRT) and not is_short:
        wrong.append(f"a crash: {complaints[:200]}")
    if code == 2 and "error: " not in complaints:
        wrong.append("no message")
    if again:
        code, _, complaints = trial.run()
        if code != 0:
            wrong.append(f"the next run ends with {code}: {complaints.strip()[-200:]}")
        wrong += trial.problems(expected)
    trial.close()
    return wrong


def kill(verb, baseline, rng):
    took, expected = baseline
    trial = Trial(verb)
    process = trial.start()
    time.sleep(rng.uniform(0, took * 1.1))
    process.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
    _, complaints = process.communicate(timeout=300)
    landed = process.returncode != 0
    return judged(trial, expected, process.returncode, complaints.decode(errors="replace")), landed


def limited(kind, low, high):
    def trial_of(verb, baseline, rng):
        limit = int(2 ** rng.uniform(low, high))
        trial = Trial(verb)

        def prepare():
            resource.setrlimit(kind, (limit, limit))

        code, _, complaints = trial.run(prepare=prepare)
        return judged(trial, baseline[1], code, complaints), code != 0

    return trial_of


def on_full_disk(verb, baseline, rng):
    """A file system of a few pages, for the results or for TMPDIR."""
    trial = Trial(verb)
    place = rng.choice([trial.out, trial.tmp])
    keep = {path.name: path.read_bytes() for path in place.iterdir()}
    size = rng.choice([4, 8, 16, 40]) * 1024
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], check=True)
    try:
        for name, content in keep.items():
            try:
                (place / name).write_bytes(content)
            except OSError:
                pass
        code, _, complaints = trial.run()
        wrong = [f"a half file {path}" for path in place.rglob("*.json") if path.stat().st_size == 0]
    finally:
        subprocess.run(["umount", place], check=True)
    for name, content in keep.items():
        (place / name).write_bytes(content)
    return wrong + judged(trial, baseline[1], code, complaints), code != 0


def read_only(verb, baseline, rng):
    trial = Trial(verb)
    subprocess.run(["mount", "--bind", trial.out, trial.out], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", trial.out], check=True)
    try:
        code, _, complaints = trial.run()
    finally:
        subprocess.run(["umount", trial.out], check=True)
    wrong = [] if code == 2 else [f"exit code {code}"]
    return wrong + judged(trial, baseline[1], code, complaints), True


def twice(verb, baseline, rng):
    trial = Trial(verb)
    both = [trial.start(), None]
    time.sleep(rng.uniform(0, baseline[0] / 2))
    both[1] = trial.start()
    ended = [process.communicate(timeout=300)[1].decode() for process in both]
    codes = [process.returncode for process in both]
    wrong = []
    for code, complaints in zip(codes, ended):
        if code != 0 and "another run writes into this folder" not in complaints:
            wrong.append(f"{code}: {complaints[:200]}")
    if 0 not in codes:
        wrong.append("neither ends well")
    return wrong + judged(trial, baseline[1], 0, ""), 2 in codes


def closed_stdout(verb, baseline, rng):
    trial = Trial(verb)
    if rng.random() < 0.5:
        with open("/dev/full", "wb") as full:
            code, _, complaints = trial.run(stdout=full)
    else:
        process = trial.start()
        process.stdout.close()
        complaints = process.stderr.read().decode()
        code = process.wait()
        if code == 2:
            complaints = complaints or "error: a closed pipe needs no message"
    return judged(trial, baseline[1], code, complaints), code != 0


def clock(verb, baseline, rng):
    """An hour back or forward, in the middle of the run."""
    trial = Trial(verb)
    stamp = trial.base / "clock"
    stamp.write_text("+0")
    more = {"LD_PRELOAD": FAKETIME, "FAKETIME_TIMESTAMP_FILE": str(stamp), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    process = trial.start(more=more)
    time.sleep(rng.uniform(0, baseline[0]))
    stamp.write_text(rng.choice(["-1h", "+1h"]))
    _, complaints = process.communicate(timeout=300)
    wrong = [] if process.returncode == 0 else [f"exit code {process.returncode}: {complaints[:200]}"]
    return wrong + judged(trial, baseline[1], process.returncode, complaints.decode()), True


def damage(content, rng):
    at = rng.randrange(len(content))
    lines = content.splitlines(keepends=True)
    k = rng.randrange(len(lines))
    digits = [m.start() for m in re.finditer(rb"\d", content)] or [at]
    digit = rng.choice(digits)
    other = rng.choice(b"0123456789".replace(content[digit:digit + 1], b""))
    return rng.choice([
        content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1:],
        content[:digit] + bytes([other]) + content[digit + 1:],
        content[:at] + content[at + 1:],
        content[:at] + rng.choice([b"\xff", b"0", b"\0", b"\n"]) + content[at:],
        content[:at],
        b"".join(lines[:k + 1] + lines[k:]),
        b"".join(lines[:k] + lines[k + 1:]),
    ])


RESUME_FILES = {
    "claims": ["claims-search.json"],
    "bench": ["rows.jsonl", "settings.json"],
    "bench accuracy": ["accuracy.jsonl", "settings.json"],
    "sweep": ["plan.json", "manifest.jsonl", "rows/*.jsonl", "merged.jsonl"],
}
REMEDIES = r"choose another|move this|plan it again|plan the sweep again"


def resume_file(verb, baseline, rng):
    trial = Trial(verb)
    code, _, _ = trial.run()
    path = rng.choice(sorted(trial.out.glob(rng.choice(RESUME_FILES[verb]))))
    right = path.read_bytes()
    path.write_bytes(damage(right, rng))
    code, _, complaints = trial.run()
    wrong = []
    if code == 2 and not re.search(REMEDIES, complaints):
        wrong.append(f"no remedy: {complaints[:200]}")
    if code not in (0, 2):
        wrong.append(f"exit code {code}: {complaints[:200]}")
    if code == 2:
        # Refused: what is there is what was there. The user does what is advised.
        path.write_bytes(right)
    for kept in trial.out.rglob("*.damaged"):
        kept.unlink()
    return wrong + judged(trial, baseline[1], 0, ""), True


def column_file(verb, baseline, rng):
    trial = Trial("discretize --columns")
    trial.run()
    header = next(trial.out.glob("*.columns.json"))
    solve = [PROGRAM, "solve", header, "--json"]
    _, right, _ = trial.run(command=solve)
    path = rng.choice([path for path in trial.out.iterdir()])
    content = path.read_bytes()
    damaged = damage(content, rng)
    path.write_bytes(damaged)
    code, said, complaints = trial.run(command=solve)
    trial.close()
    wrong = []
    if code == 0 and said != right:
        wrong.append(f"another answer without complaint: {path.name}")
    if code not in (0, 2):
        wrong.append(f"exit code {code}")
    return wrong, damaged != content


def certificate(verb, baseline, rng):
    model = rng.choice(["lp/small-cost.mps", "finite/cells.json"])
    trial = Trial("solve")
    path = trial.out / "a.cert"
    words = ["certify", INPUTS / model] if model.startswith("lp") else ["solve", INPUTS / model]
    trial.run(command=[PROGRAM, *words, "--certificate", path, "--quiet"])
    check = [CHECKER, INPUTS / model, path]
    _, right, _ = trial.run(command=check)
    content = path.read_bytes()
    damaged = damage(content, rng)
    path.write_bytes(damaged)
    code, said, complaints = trial.run(command=check)
    trial.close()
    wrong = []
    if code == 0 and said != right:
        wrong.append(f"false: {said!r}")
    if code not in (0, 1, 2):
        wrong.append(f"exit code {code}: {complaints[:200]}")
    return wrong, damaged != content


def stubborn(verb, baseline, rng):
    """A solver whose children ignore signals and leave for a session of their own; then all, or its parent, is killed."""
    trial = Trial("bench accuracy")
    program = trial.base / "stubborn"
    program.write_text("#!/bin/sh\ntrap '' TERM INT HUP\nsetsid sh -c 'trap \"\" TERM INT HUP; sleep 1000' &\n"
                       "(sh -c 'sleep 1000; :' &)\nsleep 1000\n")
    program.chmod(0o755)
    command = [PROGRAM, "bench", "accuracy", "--quick", "--family", "degenerate", "--solver", f"s={program}",
               "--time-limit", rng.choice(["0.2", "100"]), "--quiet", "--out", trial.out]
    process = trial.start(command=command)
    time.sleep(rng.uniform(0.3, 1.0))
    process.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
    process.communicate(timeout=300)
    wrong = [f"processes {alive} live on"] if (alive := trial.processes()) else []
    trial.close()
    return wrong, True


def can_mount():
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True).returncode == 0
        return mounted and subprocess.run(["umount", folder]).returncode == 0


def campaign():
    """(name, trial, verbs, times in all): kills and damages a thousand times, others ten times with each verb."""
    every, resumed = list(VERBS), list(RESUMED)
    ten = 10 * len(every)
    yield "kill -9, SIGTERM, SIGINT at a random moment", kill, every, 1000
    yield "files no longer than 1 byte to 64 KiB (RLIMIT_FSIZE)", limited(resource.RLIMIT_FSIZE, 0, 16), every, ten
    if can_mount():
        yield "a full file system of 4 to 40 KiB, for results or for TMPDIR", on_full_disk, every, ten
        yield "a folder of results that is read-only", read_only, every, ten
    else:
        print("no file system can be mounted here: full disks and read-only folders are left out", file=sys.stderr)
    yield "memory limits from 16 MiB to 1 GiB", limited(resource.RLIMIT_AS, 24, 30), every, ten
    yield "two processes on one folder", twice, resumed, 40
    yield "stdout closed or full", closed_stdout, every, ten
    if os.path.exists(FAKETIME):
        yield "the clock an hour back or forward (libfaketime)", clock, ["certify", "verify", "bench accuracy"], 30
    else:
        print("libfaketime is not installed: the clock is left out", file=sys.stderr)
    yield "a damaged resume file", resume_file, list(RESUME_FILES), 400
    yield "a damaged header or column file", column_file, ["solve"], 300
    yield "a damaged certificate", certificate, ["ironproof-verifier"], 300
    yield "a solver with stubborn children is killed, or its parent", stubborn, ["bench accuracy"], 20


def write(rows, seed, minutes):
    """Puts the table of a whole run into the page."""
    before, rest = PAGE.read_text().split("<!-- faults -->\n")
    _, after = rest.split("<!-- end of faults -->")
    head = "| fault | commands | times | landed | outcome |\n|---|---|---|---|---|\n"
    table = head + "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)
    digest = hashlib.sha256(PROGRAM.read_bytes()).hexdigest()[:16]
    n = sum(row[2] for row in rows)
    said = (f"\n{n:,} faults of one run with seed {seed}, in {minutes:.0f} minutes, on one build of the program.\n"
            f"Its SHA-256 begins with {digest}.\n")
    PAGE.write_text(f"{before}<!-- faults -->\n{table}{said}<!-- end of faults -->{after}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="a thirtieth of it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="faults whose name contains this")
    parser.add_argument("--write", action="store_true", help="put the table of all of it into docs/reliability.md")
    arguments = parser.parse_args()
    if arguments.write and (arguments.short or arguments.only):
        parser.error("--write is for all of it: leave out --short and --only")
    # A shell that starts this in the background has the interrupt ignored, and so would what is started here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    begun = time.monotonic()
    baselines = {verb: undisturbed(verb) for verb in VERBS}
    all_wrong, rows = [], []
    for name, trial_of, verbs, times in campaign():
        if arguments.only and arguments.only not in name:
            continue
        times = max(len(verbs), times // 30) if arguments.short else times

        def one(k):
            verb = verbs[k % len(verbs)]
            rng = random.Random(f"{arguments.seed} {name} {k}")
            try:
                wrong, landed = trial_of(verb, baselines.get(verb), rng)
            except Exception as error:  # a trial that cannot be done is no trial that went well
                wrong, landed = [f"the trial failed: {error!r}"], False
            said = [f"{name}: {verb} (trial {k}): {it}" for it in wrong]
            for it in said:
                print(it, file=sys.stderr, flush=True)
            return said, landed

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            found = list(pool.map(one, range(times)))
        wrong = [it for these, _ in found for it in these]
        landed = sum(landed for _, landed in found)
        all_wrong += wrong
        counts = collections.Counter(it.split(": ")[2] for it in wrong)
        outcome = "; ".join(f"{n} x {what}" for what, n in counts.items()) or "nothing lost, nothing wrong"
        rows.append((name, len(verbs), times, landed, outcome))
        print(f"{time.monotonic() - begun:6.0f} s  {name}: {times} times, {landed} landed: {outcome}", flush=True)
    if arguments.write:
        write(rows, arguments.seed, (time.monotonic() - begun) / 60)
    return 1 if all_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
