# ruff: noqa: E402 - the database must be named before anything of the office is imported
"""Kill the demonstration at random instants, again and again, then let it finish; prints what is left as JSON.

Run as a program with a database file and a number of rounds. The books are opened once; each round runs in a fork that dies by SIGKILL.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

DATABASE, ROUNDS = Path(sys.argv[1]), int(sys.argv[2])
os.environ["CLAIMWRIGHT_OFFICE_DB"] = str(DATABASE)
sys.path.insert(0, str(Path(__file__).parent))

import office_making as make

from claimwright.codesets import open_books
from claimwright.office.boot import start

start(migrate=True)
from django.db import connections

ENCOUNTERS = [make.encounter(number) for number in range(4)]


def run():
    from claimwright.office.demo import run_demo

    return run_demo(ENCOUNTERS, make.BILLING, BOOKS, charges=make.CHARGES, finalize_share=1)


def in_a_fork(seconds):
    """Run in a child; kill it after ``seconds``, or wait for its end. Whether it was killed."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            run()
        finally:
            os._exit(0)
    time.sleep(seconds)
    ended, _ = os.waitpid(child, os.WNOHANG)
    if ended:
        return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


BOOKS = open_books()
chance = random.Random(7)
states, killed = [], 0
for _ in range(ROUNDS):
    killed += in_a_fork(chance.uniform(0.02, 0.35))
    states.append(make.standing())
summary = run()
end = {"end": make.standing(), "charged": int(summary.charged), "paid": int(summary.paid_amount)}
sys.stdout.write(json.dumps({"killed": killed, "between": states, **end}))
