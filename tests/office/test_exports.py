"""Lists as files: written by a job, recorded, fetched by whoever asked, without restricted patients, gone after a day."""

from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import timedelta

import pytest
from django.utils import timezone

from claimwright import core
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.claims.models import Claim
from claimwright.office.emergency.models import Restriction
from claimwright.office.exports import actions, jobs, queries
from claimwright.office.exports.models import Export
from claimwright.office.jobs.models import Job
from claimwright.office.jobs.worker import work_off
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.tables import harmless
from claimwright.office.ledger.models import JournalPosting
from claimwright.office.remits.actions import import_remittance


@pytest.fixture
def paid(claim, practice, manager):
    """A claim that was paid."""
    (submission,) = submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))
    for file in deliver_to_sandbox(submission, by=manager):
        if file.kind == "835":
            import_remittance(file, by=manager)
    claim.refresh_from_db()
    return claim


@pytest.fixture
def biller(practice):
    return ensure_member(practice, username="bill", role="biller")


def rows_of(page, made):
    answer = page.post(f"/exports/{made.public_id}/fetch")
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


@pytest.mark.parametrize("kind", ["claims", "accounts", "ledger"])
def test_a_list_is_written_fetched_and_recorded(client, practice, biller, paid, kind):
    client.force_login(biller.user, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/exports/ask", {"kind": kind, "show": "paid"})
    work_off()
    (made,) = Export.objects.for_practice(practice)
    rows = rows_of(client, made)
    if kind == "claims":
        assert [(row["claim"], row["state"], row["charge"]) for row in rows] == [(paid.claim_id, "paid", str(core.Money(paid.charge)))]
    elif kind == "accounts":
        assert [row["patient number"] for row in rows] == [paid.patient.number]
    else:
        assert sum(core.Money.parse(row["amount"]) for row in rows) == 0
        assert len(rows) == JournalPosting.objects.for_practice(practice).count()
    tags = set(AuditEvent.objects.filter(subject="Export").values_list("tag", flat=True))
    assert {"export:make", "export:download"} <= tags
    assert b"Fetch" in client.get("/exports/").content


def test_only_who_asked_fetches_and_only_before_its_end(page, practice, manager, biller, paid):
    made = actions.ask(practice, "claims", {}, by=biller)
    assert b"being written" not in page.post(f"/exports/{made.public_id}/fetch", follow=True).content
    work_off()
    assert b"Only who asked" in page.post(f"/exports/{made.public_id}/fetch", follow=True).content
    Export.objects.for_practice(practice).update(until=timezone.now())
    made.refresh_from_db()
    with pytest.raises(actions.NotReady, match="expired"):
        actions.fetch(made, by=biller)


def test_the_file_goes_when_its_day_is_over(practice, biller, paid):
    made = actions.ask(practice, "claims", {}, by=biller)
    work_off()
    made.refresh_from_db()
    assert b"".join(queries.content(made)).startswith(b"claim,")
    assert Job.objects.for_practice(practice).get(kind="exports.expire").state == "queued"
    Export.objects.for_practice(practice).update(until=timezone.now())
    Job.objects.for_practice(practice).update(run_after=timezone.now())
    work_off()
    made.refresh_from_db()
    assert (made.parts.count(), made.state, made.rows) == (0, "expired", 1)


def test_restricted_patients_are_left_out_and_counted(practice, manager, biller, paid):
    Restriction.objects.create(practice=practice, patient=paid.patient, by=manager.user, why="asked")
    for kind in ("claims", "accounts", "ledger"):
        actions.ask(practice, kind, {}, by=biller)
    work_off()
    for made in Export.objects.for_practice(practice):
        assert made.rows == 0
        assert made.left_out > 0
        assert paid.patient.number.encode() not in b"".join(queries.content(made))


def test_nobody_takes_away_what_she_may_not_see(practice, paid):
    with pytest.raises(Forbidden):
        actions.ask(practice, "ledger", {}, by=ensure_member(practice, username="cody", role="coder"))


def test_an_amount_that_is_none_is_refused(page, practice):
    page.post("/exports/ask", {"kind": "claims", "least": "much"})
    assert not Export.objects.for_practice(practice).exists()


@pytest.mark.parametrize(("cell", "safe"), [("=1+1", "'=1+1"), ("-12.50", "-12.50"), ("-1+1", "'-1+1"), ("@x", "'@x"), ("ok", "ok")])
def test_no_cell_is_a_formula(cell, safe):
    assert harmless(cell) == safe


def many(claim, number):
    """So many further claims of the same visit."""
    wanted = [Claim(**{**fields_of(claim), "claim_id": f"M{one}", "public_id": f"{one:016x}"}) for one in range(number)]
    Claim.objects.bulk_create(wanted)


def fields_of(row):
    names = {field.attname for field in row._meta.concrete_fields} - {"id"}
    return {name: getattr(row, name) for name in names}


def test_a_list_is_written_in_parts_and_fetched_whole(client, practice, biller, claim, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 3)
    many(claim, 10)
    made = actions.ask(practice, "claims", {}, by=biller)
    actions.put(made, 9, b"of an attempt that was cut off")
    work_off()
    client.force_login(biller.user, backend="django.contrib.auth.backends.ModelBackend")
    assert [row["claim"] for row in rows_of(client, made)] == [claim.claim_id, *(f"M{one}" for one in range(10))]
    assert made.parts.count() == 4
    actions.put(made, 0, b"too late")
    assert b"too late" not in b"".join(queries.content(made))


def test_a_longer_list_needs_no_more_memory(practice, biller, claim):
    peaks = []
    for number in (1500, 3000):
        Claim.objects.for_practice(practice).exclude(pk=claim.pk).delete()
        many(claim, number)
        made = actions.ask(practice, "claims", {}, by=biller)
        tracemalloc.start()
        work_off()
        size = sum(map(len, queries.content(made)))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert size > 50 * number
    assert peaks[1] < 1.2 * peaks[0] < 20_000_000
