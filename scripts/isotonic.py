#!/usr/bin/env python3
"""Ironing in doubles against isotonic regression in scipy and scikit-learn, on the same sequence.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy scipy scikit-learn
    /tmp/venv/bin/python scripts/isotonic.py [TYPES]            default 10000000

Two sequences: smooth (every type is a block) and noisy (random probabilities: pools of thousands of types).
scipy and scikit-learn get the virtual values c_k / f_k ready made, with weights f_k. ironproof gets willingness
to pay, probabilities and weights, computes the virtual values too, hands out 100 quality levels, and in
`solve-and-fill` writes Q, T and U. Both sides are warm and take the best of several runs, which leaves out other
programs on the machine; `cpu` is processor time. `copy` moves as many bytes as the inputs, and Q, T and U, have.
The block counts must agree up to ties that rounding decides.
"""
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
from scipy.optimize import isotonic_regression as scipy_isotonic

try:
    from sklearn.isotonic import isotonic_regression as sklearn_isotonic
except ImportError:
    sklearn_isotonic = None

ROOT = pathlib.Path(__file__).resolve().parent.parent


def columns(name, n):
    k = np.arange(1, n + 1, dtype=np.float64)
    wtp, weight = 1 + k / n, 1.25 - 0.5 * k / n
    prob = np.full(n, 1.0) if name == "smooth" else np.random.default_rng(1).random(n) + 0.5
    return wtp, prob / prob.sum(), weight


def virtual_values(wtp, prob, weight):
    """c_k / f_k with alpha = 1, as in src/ironing/fast/values.rs."""
    excess = np.cumsum((prob * (weight - 1))[::-1])[::-1]
    rent_below = np.where(excess > 0, np.diff(wtp, prepend=0) * excess, 0)
    above = np.append(excess[1:], 0)
    rent_above = np.where(above > 0, 0, np.diff(wtp, append=wtp[-1]) * above)
    return (prob * wtp + rent_below + rent_above) / prob


def best(run, repetitions=9):
    times = []
    for _ in range(repetitions):
        start, cpu = time.perf_counter(), time.process_time()
        result = run()
        times.append((time.perf_counter() - start, time.process_time() - cpu))
    wall, cpu = zip(*times)
    return min(wall), min(cpu), result


def main():
    n = int(float(sys.argv[1])) if len(sys.argv) > 1 else 10_000_000
    print(f"{'data':8} {'what':26} {'wall ms':>9} {'cpu ms':>9} {'scipy cpu / this':>17}")
    for name in ("smooth", "noisy"):
        wtp, prob, weight = columns(name, n)
        y = virtual_values(wtp, prob, weight)
        rows = []
        wall, cpu, fit = best(lambda: scipy_isotonic(y, weights=prob))
        n_blocks, scipy_cpu = len(fit.blocks) - 1, cpu
        rows.append(("scipy", wall, cpu))
        if sklearn_isotonic is not None:
            rows.append(("scikit-learn", *best(lambda: sklearn_isotonic(y, sample_weight=prob))[:2]))
        with tempfile.TemporaryDirectory() as folder:
            for column, values in (("wtp", wtp), ("prob", prob), ("weight", weight)):
                values.tofile(pathlib.Path(folder) / f"{column}.f64")
            command = ["cargo", "bench", "--locked", "--quiet", "--bench", "fast", "--", folder]
            text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for line in text.splitlines():
            words = line.split()
            if len(words) == 4 and words[2] == "cpu":
                wall, cpu = (min(map(float, words[i].split(","))) for i in (1, 3))
                rows.append((words[0], wall, cpu))
            elif words[0] == "blocks" and abs(int(words[1]) - n_blocks) > 1e-3 * n_blocks:
                sys.exit(f"{name}: {words[1]} blocks here, {n_blocks} in scipy")
        for what, wall, cpu in rows:
            ratio = scipy_cpu / cpu if cpu > 0 else float("nan")
            print(f"{name:8} {what:26} {1e3 * wall:9.1f} {1e3 * cpu:9.1f} {ratio:17.2f}")


if __name__ == "__main__":
    main()
