"""A demonstration that is killed at any instant and run again leaves a balanced ledger without a duplicate."""

import os
import random
import signal
import time

import pytest

from .conftest import data_folder, finish, start

MONEY = ("charged", "allowed", "paid_amount", "adjusted", "patient", "open", "cash")


def kill_and_finish(folder, instants):
    """Kill one run after each of these seconds, in the same data folder; then let one finish."""
    data = data_folder(folder)
    killed = 0
    for seconds in instants:
        process = start(data)
        time.sleep(seconds)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
    return killed, finish(start(data))


def same_money(one, other):
    return {name: one[name] for name in MONEY} == {name: other[name] for name in MONEY}


def test_killed_twice_then_finished(own_run, tmp_path):
    whole = own_run.summary["seconds"]
    killed, summary = kill_and_finish(tmp_path / "data", [1 + whole * 0.5, 1.5])
    assert killed >= 1
    assert summary["ledger_balanced"] is True
    assert same_money(summary, own_run.summary)


@pytest.mark.slow
def test_killed_at_twenty_random_instants(own_run, tmp_path):
    pick = random.Random(20)
    whole = own_run.summary["seconds"] + 1
    instants = [pick.uniform(0.2, whole) for _ in range(20)]
    killed = 0
    for number, instant in enumerate(instants):
        died, summary = kill_and_finish(tmp_path / f"data{number}", [instant])
        killed += died
        assert summary["ledger_balanced"] is True
        assert same_money(summary, own_run.summary)
    assert killed >= 10
