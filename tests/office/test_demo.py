"""The demonstration: sums that add up, run twice, killed at any instant."""

import json
import os
import subprocess
import sys
from pathlib import Path

import office_making as make
import office_template as template
import pytest

from claimwright import core
from claimwright.cli.measures import postgres_cluster
from claimwright.office.demo import run_demo
from claimwright.office.encounters.models import Encounter
from claimwright.office.kit.models import AuditEvent
from claimwright.office.practices.queries import each_practice

PROMISED = (
    "notes", "codes", "claims", "accepted", "rejected", "paid", "denied", "charged", "allowed", "paid_amount", "adjusted", "patient",
    "open", "ledger_balanced", "seconds",
)  # fmt: skip


def run(books, number=4, **options):
    return run_demo([make.encounter(place) for place in range(number)], make.BILLING, books, charges=make.CHARGES, **options)


@pytest.mark.django_db
def test_the_sums_add_up_and_have_the_promised_names(books):
    seen = []
    summary = run(books, finalize_share=1, progress=lambda *step: seen.append(step))
    assert tuple(core.plain(summary)) == PROMISED
    assert summary.notes == 4
    assert summary.claims >= summary.accepted + summary.rejected
    assert summary.charged == summary.paid_amount + summary.adjusted + summary.patient + summary.open > 0
    assert summary.ledger_balanced
    assert ("Coding", 4, 4) in seen


@pytest.mark.django_db
def test_some_encounters_stay_for_the_visitor(books):
    run(books, finalize_share=0.5)
    assert sorted(row for _ in each_practice() for row in Encounter.objects.values_list("external_id", "state")) == [
        ("E0000", "final"),
        ("E0001", "final"),
        ("E0002", "coding"),
        ("E0003", "coding"),
    ]


@pytest.mark.django_db
def test_a_second_run_changes_nothing(books):
    first = run(books)
    events = AuditEvent.objects.count()
    assert core.replace(run(books), seconds=0.0) == core.replace(first, seconds=0.0)
    assert AuditEvent.objects.count() == events


@pytest.mark.django_db
def test_a_practice_that_is_none_of_the_encounters_billers_lends_only_its_charges(books):
    encounters = [make.encounter(1), make.encounter(2, billing=make.OTHER)]
    summary = run_demo(encounters, make.BILLING, books, charges=make.CHARGES, finalize_share=1)
    assert summary.notes == 2
    assert {encounter.practice.npi for practice in each_practice() for encounter in Encounter.objects.for_practice(practice)} == {
        make.BILLING.npi,
        make.OTHER.npi,
    }


def storm(environment, *numbers):
    """What :mod:`crash_rounds` prints."""
    command = [sys.executable, str(Path(__file__).parent / "crash_rounds.py"), *map(str, numbers)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    for between in found["between"]:
        assert between["balanced"]
        assert not between["fault"]
        assert between.get("sum", 0) == 0
    assert found["twice"] == []
    return found


@pytest.mark.django_db
def test_killed_at_any_instant_and_run_again_it_ends_as_if_never_killed(tmp_path, books):
    stormy = storm({"CLAIMWRIGHT_OFFICE_DB": template.sqlite(tmp_path / "office.sqlite3")}, 8, 4, 4)
    quiet = run(books, finalize_share=1)
    assert stormy["end"] == make.standing()
    assert (stormy["charged"], stormy["paid"]) == (quiet.charged, quiet.paid_amount)


PHASES = {"Coding", "Submitting", "Payers answer", "Posting"}


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_hundred_kills_lose_nothing_and_do_nothing_twice(tmp_path, database):
    """A hundred a database, with new encounters all the time; every part of the work is interrupted more than once."""
    if database == "sqlite":
        stormy = storm({"CLAIMWRIGHT_OFFICE_DB": template.sqlite(tmp_path / "office.sqlite3")}, 100, 120, 4)
    elif postgres_cluster.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    else:
        with template.postgres().running() as cluster:
            stormy = storm({"DATABASE_URL": cluster.url, "CLAIMWRIGHT_OFFICE_OWNER_URL": cluster.owner_url}, 100, 120, 4)
    assert set(stormy["killed"]) >= PHASES
    assert stormy["end"]["claims"] >= 50
