"""Where claims stand: asked in one file a payer, kept for good, told in words on the claim and in its history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from claimwright import core, x12
from claimwright.core import Money, Status, StatusAnswer, StatusCode
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims.actions import deliver_to_sandbox, submit_claims
from claimwright.office.jobs.worker import work_off
from claimwright.office.kit.append_only import Immutable
from claimwright.office.kit.errors import Forbidden
from claimwright.office.status import actions, reading
from claimwright.office.status.jobs import ask_about_waiting
from claimwright.office.status.models import StatusCheck


@pytest.fixture
def sent(claim, practice, manager):
    """A claim that was sent, and its submission."""
    (submission,) = submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))
    claim.refresh_from_db()
    return claim, submission


def test_a_claim_that_its_payer_has_settled_is_told_with_its_money(page, sent, practice, manager):
    claim, submission = sent
    deliver_to_sandbox(submission, by=manager)
    page.post(f"/status/claim/{claim.public_id}/ask")
    (check,) = StatusCheck.objects.for_practice(practice)
    assert (check.standing, check.codes, check.simulated) == ("paid", "F1:65", True)
    assert not x12.check(bytes(check.sent.content)).findings
    assert not x12.check(bytes(check.received.content)).findings
    shown = page.get(f"/status/claim/{claim.public_id}", headers={"HX-Request": "true"}).content.decode()
    assert [word for word in ("SIMULATED", "Finalized: paid", "paid of", "Next:", "835") if word not in shown] == []
    history = claim.events.order_by("-id").first()
    assert history.what.startswith("SIMULATED. Asked ")
    assert history.file == check.received


def test_a_claim_that_nobody_knows_says_so_on_the_worklist(page, sent, practice):
    claim, _ = sent
    page.post(f"/status/claim/{claim.public_id}/ask")
    claim.refresh_from_db()
    assert claim.state == "submitted"
    assert "Claim not found (D0:35)" in claim.said
    assert b"Claim not found" in page.get("/claims/?show=waiting").content


def test_the_same_day_is_asked_once_and_an_unsent_claim_never(sent, practice, manager, page):
    claim, _ = sent
    assert len(actions.ask(practice, [claim], by=manager)) == 1
    assert actions.ask(practice, [claim], by=manager) == []
    claim.sent_on = None
    claim.save()
    assert b"never sent" in page.post(f"/status/claim/{claim.public_id}/ask", follow=True).content
    assert StatusCheck.objects.for_practice(practice).count() == 1


def test_the_job_asks_about_all_that_wait_and_nothing_twice(sent, practice, manager):
    for _ in range(2):
        job = ask_about_waiting(practice, by=manager)
        assert work_off() == 1
    job.refresh_from_db()
    assert job.state == "done"
    assert job.result == {"claims": 1, "asked": 0}
    assert StatusCheck.objects.for_practice(practice).count() == 1


def test_an_answer_is_kept_as_it_came_and_only_some_may_ask(sent, practice, manager):
    (check,) = actions.ask(practice, [sent[0]], by=manager)
    check.standing = "paid"
    with pytest.raises(Immutable):
        check.save()
    with pytest.raises(Forbidden):
        actions.ask(practice, [sent[0]], by=ensure_member(practice, username="cody", role="coder"))


@pytest.mark.parametrize(
    ("codes", "standing"),
    [
        ("F1", "paid"), ("F2", "denied"), ("F3F", "final"), ("P1", "pending"), ("P3", "wanted"), ("R4", "wanted"), ("A3", "returned"),
        ("A1", "received"), ("D0", "unknown"), ("E1", "none"), ("", "none"),
    ],
)  # fmt: skip
def test_every_category_comes_to_a_standing_with_a_next_step(codes, standing):
    statuses = (Status(codes=(StatusCode(codes, "20"),)),) if codes else ()
    answer = StatusAnswer(id="1", payer=core.Payer("X"), statuses=statuses)
    assert reading.standing(answer) == standing
    assert reading.next_step(standing)
    assert standing in StatusCheck.Standing.values


def test_words_hold_money_day_and_check(books):
    status = Status(
        codes=(StatusCode("F1", "65"),), charge=Money.parse("100"), paid=Money.parse("80"), decided=date(2026, 3, 2), check="EFT-1"
    )
    (line,) = reading.lines(StatusAnswer(id="1", payer=core.Payer("X"), statuses=(status,)))
    assert "(F1:65)" in line
    assert line.endswith("$80.00 paid of $100.00, decided on Mar 2, 2026, check or transfer EFT-1")
