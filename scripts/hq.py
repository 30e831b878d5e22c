#!/usr/bin/env python3
"""The part of `hq` that scripts/engines.sh needs, from the package `hyperqueue` of PyPI, which has no `hq` of its own.

Server, workers and scheduler are those of HyperQueue; the workers are in one process with the server. Where the real `hq`
is installed, it is used instead.

    hq.py server start --workers 4
    hq.py submit --array 1-12 --cpus 1 --name sweep --stdout A --stderr B -- PROGRAM ARGUMENTS
"""

import argparse
import os
import signal
import sys

from hyperqueue import Job, LocalCluster
from hyperqueue.client import Client
from hyperqueue.cluster import WorkerConfig

FOLDER = os.environ.get("HQ_SERVER_DIR") or os.path.expanduser("~/.hq-server")


def server(workers):
    """Serves until it is killed."""
    cluster = LocalCluster(FOLDER)
    for _ in range(workers):
        cluster.start_worker(WorkerConfig(cores=1))
    print("started", flush=True)
    signal.pause()


def submit(options):
    """Hands an array over. Task 0 does nothing, so that the others have the numbers of the array."""
    first, last = map(int, options.array.split("-"))
    job = Job(max_fails=None, name=options.name)
    for task in range(last + 1):
        # Without a name of their own, the streams of a task are files in the folder where this runs.
        logs = options.stdout.replace("%{TASK_ID}", str(task)).replace("%{JOB_ID}", str(os.getpid()))
        command = ["true"] if task < first else options.command
        job.program(command, stdout=logs, stderr=logs, name=str(task))
    submitted = Client(FOLDER).submit(job)
    print(f"Job submitted successfully, job ID: {submitted.id}")


def main():
    """Reads the command line."""
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("server")
    verb.add_argument("start", choices=["start"])
    verb.add_argument("--workers", type=int, default=4)
    verb = verbs.add_parser("submit")
    for flag in ("--array", "--cpus", "--name", "--stdout", "--stderr"):
        verb.add_argument(flag, required=True)
    verb.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if options.verb == "server":
        server(options.workers)
    options.command = [word for word in options.command if word != "--"]
    submit(options)


if __name__ == "__main__":
    sys.exit(main())
