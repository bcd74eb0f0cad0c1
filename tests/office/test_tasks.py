"""Tasks with an owner and a day, notes and calls that stay, claims that nobody has, and the search for everything."""

from __future__ import annotations

from datetime import date, timedelta

import office_making as make
import pytest

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters.actions import finalize_codes
from claimwright.office.kit.append_only import Immutable
from claimwright.office.kit.models import AuditEvent
from claimwright.office.tasks import actions, queries
from claimwright.office.tasks.errors import Incomplete
from claimwright.office.tasks.models import Call, Note, Task, Words

DUE = date(2026, 3, 9)


@pytest.fixture
def biller(practice):
    return ensure_member(practice, username="bea", role="biller", password="correct horse")


def test_every_open_claim_is_asked_for_until_somebody_has_it(page, practice, manager, biller, claim):
    assert list(queries.without_owner(practice)) == [claim]
    assert b"Claims without owner" in page.get("/tasks/?show=unowned").content
    page.post("/tasks/assign", {"claim": claim.public_id, "owner": biller.public_id, "due": DUE.isoformat(), "what": "Follow up"})
    assert not queries.without_owner(practice).exists()
    task = queries.tasks(practice, biller).get()
    page.post(f"/tasks/{task.public_id}/change", {"due": "2026-04-01", "owner": manager.public_id})
    page.post(f"/tasks/{task.public_id}/change", {"do": "done"})
    task.refresh_from_db()
    assert (task.due, task.owner, task.done_by) == (date(2026, 4, 1), manager, manager.user)
    assert list(queries.without_owner(practice)) == [claim]
    with pytest.raises(Incomplete):
        actions.put_off(task, by=manager, due=DUE)


def test_the_most_urgent_is_first_and_what_is_late_shows(page, practice, manager, encounter):
    for days, what in ((5, "third"), (-3, "first"), (0, "second")):
        actions.give(encounter, what, by=manager, owner=manager, due=encounter.date_of_service + timedelta(days=days))
    assert [row.what for row in queries.tasks(practice, manager)] == ["first", "second", "third"]
    assert b'<b class="bad">' in page.get("/tasks/").content


def test_a_task_needs_words_somebody_of_the_practice_and_a_day(practice, manager, stranger, encounter):
    for what, owner, due in (("", manager, DUE), ("x", None, DUE), ("x", manager, None), ("x", stranger, DUE)):
        with pytest.raises(Incomplete):
            actions.give(encounter, what, by=manager, owner=owner, due=due)
    assert not Task.objects.for_practice(practice).exists()


def test_notes_and_calls_stay_as_they_were_written(page, practice, manager, claim):
    add = f"/tasks/about/{claim.public_id}/add"
    said = {"whom": "Example Medicare", "representative": "Kim", "reference": "R-77", "outcome": "pays next week"}
    page.post(add, {"do": "call", "text": "Asked for the state.", **said})
    page.post(add, {"do": "note", "text": "<b>bold</b>"})
    page.post(add, {"do": "note", "text": "  "})
    shown = page.get(f"/tasks/about/{claim.public_id}").content.decode()
    assert all(part in shown for part in ("spoke to Kim", "reference R-77", "pays next week", "&lt;b&gt;bold"))
    note = Note.objects.for_practice(practice).last()
    with pytest.raises(Immutable):
        note.save()
    assert Note.objects.for_practice(practice).count() == 2
    assert b"Asked for the state" in page.get(f"/tasks/about/{claim.patient.public_id}").content
    assert not AuditEvent.objects.filter(detail__contains="Asked").exists()


def test_a_page_takes_the_part_alone(page, claim):
    answer = page.get(f"/tasks/about/{claim.public_id}", headers={"HX-Request": "true"})
    assert answer.content.lstrip().startswith(b"<section")
    assert f"/tasks/about/{claim.public_id}" in page.get(f"/claims/{claim.public_id}").content.decode()


def test_anything_is_found_by_what_stands_on_a_paper(page, practice, manager, claim):
    from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
    from claimwright.office.deposits.actions import keep_deposit
    from claimwright.office.remits.actions import import_remittance

    submission = submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))[0]
    paid = import_remittance(next(file for file in deliver_to_sandbox(submission, by=manager) if file.kind == "835"), by=manager)[0]
    keep_deposit(practice, paid.paid_on, paid.amount, "EFT 5544332211", by=manager)
    claim.refresh_from_db()
    ours, theirs = f"/claims/{claim.public_id}", f"/remittances/{paid.public_id}"
    who, visit = f"/patients/{claim.patient.public_id}", f"/encounters/{claim.encounter.public_id}"
    expected = {claim.claim_id: ours, claim.payer_claim_id: ours, paid.trace: theirs, "E0003": visit, "5544332211": "/deposits/"}
    expected |= {"lindqvist": who, "P003": who}
    for words, address in expected.items():
        answer = page.post("/tasks/search", {"everything": words})
        assert answer.status_code == 302, words
        assert answer.url.startswith(address), words
    assert "1EG4TE5MK73" in page.post("/tasks/search", {"everything": "1EG4TE5MK73"}).content.decode()
    event = AuditEvent.objects.filter(tag="everything:search").latest("sequence")
    assert "1EG4TE5MK73" not in event.detail


def test_a_code_is_found_and_nothing_is_said_of_nothing(page, practice, books):
    assert b"E11.9" in page.post("/tasks/search", {"everything": "E11.9"}).content
    for words in ("", "x", "nobody at all"):
        assert b"Nothing of the practice is called so" in page.post("/tasks/search", {"everything": words}).content


def test_a_search_finds_only_what_the_person_may_see(client, practice, manager, encounter):
    desk = ensure_member(practice, username="fran", role="front-desk", password="correct horse")
    make.accept_all(encounter, manager)
    claim = finalize_codes(encounter, by=manager)[0]
    client.force_login(desk.user, backend="django.contrib.auth.backends.ModelBackend")
    assert claim.public_id not in client.post("/tasks/search", {"everything": claim.claim_id}).content.decode()
    assert client.get("/tasks/").status_code == 200


def test_a_call_without_anybody_is_a_call():
    assert Words(text="x", call=Call()).call is not None
