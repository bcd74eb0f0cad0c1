# ruff: noqa: E402 - the database must be named before anything of the office is imported
"""Kill the office's work at random instants, again and again, then let it finish; prints what is left as JSON.

Run as a program with the number of kills, of encounters, and of encounters a round; the environment names the database. A round works on
the last of those that have come so far, new ones and some that killed rounds left: it imports, codes, signs, submits, delivers and posts,
in a fork that dies by SIGKILL at a random instant of a random part of that. What it was doing then is remembered outside of it.
"""

from __future__ import annotations

import json
import mmap
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

KILLS, NUMBER, FRESH = map(int, sys.argv[1:4])
sys.path.insert(0, str(Path(__file__).parent))

import office_making as make

from claimwright.codesets import open_books
from claimwright.office.boot import start

start(migrate=True)
from django.db import connections

from claimwright.office.demo import run_demo

ENCOUNTERS = [make.encounter(number) for number in range(NUMBER)]
DOING = mmap.mmap(-1, 32)
PHASES = ("Setting up", "Coding", "Submitting", "Payers answer", "Posting")


def tell(what, done, total):
    DOING[:] = what.encode()[:32].ljust(32)


def run(encounters):
    DOING[:] = b"Setting up".ljust(32)
    return run_demo(encounters, make.BILLING, BOOKS, charges=make.CHARGES, finalize_share=1, progress=tell)


def doing():
    return DOING[:].decode().strip(" \0")


def in_a_fork(encounters, phase, seconds):
    """Run in a child; kill it ``seconds`` after it has begun with ``phase``, or see it end. What it was doing when it was killed, or ""."""
    connections.close_all()
    DOING[:] = bytes(32)
    child = os.fork()
    if child == 0:
        try:
            run(encounters)
        finally:
            os._exit(0)
    while doing() != phase:
        if os.waitpid(child, os.WNOHANG)[0]:
            return ""
        time.sleep(0.001)
    time.sleep(seconds)
    if os.waitpid(child, os.WNOHANG)[0]:
        return ""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return doing()


BOOKS = open_books()
chance = random.Random(7)
states, killed, over = [], Counter(), 0
while killed.total() < KILLS:
    top = min(NUMBER, FRESH + killed.total() + over)
    if hit := in_a_fork(ENCOUNTERS[top - FRESH : top], chance.choice(PHASES), chance.uniform(0, 0.1)):
        killed[hit] += 1
    else:
        over += 1
    states.append(make.standing())
summary = run(ENCOUNTERS)
end = {"end": make.standing(), "charged": int(summary.charged), "paid": int(summary.paid_amount), "twice": make.twice_or_never()}
sys.stdout.write(json.dumps({"over": over, "killed": killed, "between": states, **end}))
