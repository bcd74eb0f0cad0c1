"""The remittance inbox: every exception says what to do, every code is words, and the bank stands beside the proofs."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from claimwright.core import Money
from claimwright.ledger.exceptions import ExceptionCode
from claimwright.office.claims.actions import deliver_to_sandbox, receive_answers, submit_claims
from claimwright.office.deposits.actions import keep_deposit
from claimwright.office.ledger import queries as ledger
from claimwright.office.remits import queries
from claimwright.office.remits.actions import import_remittance
from claimwright.office.remits.models import Remittance


@pytest.fixture
def answer(practice, manager, claim):
    """The 835 to a claim, not taken in yet."""
    submission = submit_claims(practice, [claim], by=manager, on=claim.date_of_service + timedelta(days=1))[0]
    return next(file for file in deliver_to_sandbox(submission, by=manager) if file.kind == "835")


def test_every_kind_of_exception_says_what_to_do():
    assert set(queries.todo()) == set(get_args(ExceptionCode))


def test_a_payment_shows_its_codes_in_words_and_its_deposit(page, practice, manager, answer):
    (made,) = import_remittance(answer, by=manager)
    shown = page.get(f"/remittances/{made.public_id}").content.decode()
    assert "in no deposit yet" in shown
    assert "The codes in words" in shown
    assert "Coinsurance the patient owes" in shown
    keep_deposit(practice, made.paid_on, made.amount, "EFT", by=manager)
    assert "deposited" in page.get(f"/remittances/{made.public_id}").content.decode()


@pytest.mark.parametrize("cut", [0.5, 0.8])
def test_half_a_file_posts_nothing_and_says_so(page, practice, manager, answer, cut):
    content = bytes(answer.content)
    from django.core.files.uploadedfile import SimpleUploadedFile

    page.post("/remittances/receive", {"file": SimpleUploadedFile("half.835", content[: int(len(content) * cut)])}, follow=True)
    assert ledger.balanced(practice)
    assert not Remittance.objects.for_practice(practice).filter(state="posted").exists()


def test_a_wrong_amount_waits_in_the_queue_with_its_difference_until_it_is_resolved(page, practice, manager, answer):
    text = bytes(answer.content).decode()
    stated = text.split("BPR*I*")[1].split("*")[0]
    wrong = text.replace(f"BPR*I*{stated}*", f"BPR*I*{Money(Money.parse(stated) + 100)}*", 1)
    file = receive_answers(practice, "wrong.835", wrong.encode(), by=manager)
    (made,) = import_remittance(file, by=manager)
    assert made.state == "waiting"
    shown = page.get("/remittances/?show=queue").content.decode()
    assert "Ask the payer for a corrected 835" in shown
    assert "$1.00" in shown
    item = queries.queue(practice).first()
    page.post(f"/remittances/exception/{item.public_id}/resolve", {"reason": "asked for a new file"})
    import_remittance(answer, by=manager)  # the right file takes the place of the wrong one's claims
    assert ledger.balanced(practice)


def test_the_same_file_twice_posts_once(page, practice, manager, answer):
    import_remittance(answer, by=manager)
    before = ledger.balances(practice)
    import_remittance(answer, by=manager)
    assert ledger.balances(practice) == before
