"""Other threads go on while Rust works, and Ctrl-C ends the wait."""

import signal
import subprocess
import sys
import threading
import time

import ironproof
import pytest

LONG = "ironproof.claims(instances='instances', random=10**9)"
SAMPLES = (
    "ironproof.estimate('instances/data/park-bids.csv', bid='bid1', answer='answer1', bid2='bid2', answer2='answer2', "
    "terciles='income', supply=0.3, bootstrap=100000)"
)


def test_other_threads_go_on():
    started, done, ticks = threading.Event(), threading.Event(), []

    def count():
        started.set()
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    started.wait()
    first = time.monotonic()
    ironproof.bounds("instances/applications/kakadu-strong.toml", "1e-8")
    ironproof.claims("P4", instances="instances", random=2000)
    last = time.monotonic()
    done.set()
    thread.join()
    during = [tick for tick in ticks if first <= tick <= last]
    assert last - first > 0.05, "too short to tell"
    assert len(during) > (last - first) * 20


@pytest.mark.parametrize("call", [LONG, SAMPLES])
def test_control_c_ends_the_wait(call):
    program = f"import ironproof, sys\nprint('ready', flush=True)\ntry:\n    {call}\nexcept KeyboardInterrupt:\n    print('stopped')\n"
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    before = time.monotonic()
    out, _ = child.communicate(timeout=30)
    assert out == "stopped\n" and child.returncode == 0
    assert time.monotonic() - before < 10


def test_many_threads_at_once(two):
    found = []
    threads = [threading.Thread(target=lambda: found.append(ironproof.solve(two).value)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16 and len(set(found)) == 1
