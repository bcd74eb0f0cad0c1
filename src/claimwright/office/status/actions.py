"""Asking payers where claims stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from claimwright import core
from claimwright.office.claims import build
from claimwright.office.claims.inquiries import Inquired, asked_in, inquire, simulated
from claimwright.office.claims.models import Claim, File, contents
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.clock import office_day
from claimwright.office.practices.models import Practice

from . import queries, reading
from .models import StatusCheck

WAITING = (Claim.State.SUBMITTED, Claim.State.ACCEPTED)


@action("claim:status:ask")
def ask(practice: Practice, claims: Sequence[Claim], *, by: Any) -> list[StatusCheck]:
    """Ask each payer in one 276 about its claims; the sandbox answers, and every answer says so.

    Claims that were never sent are left out, and those that were answered about on this office's day already.
    """
    today = office_day(practice)
    done = queries.answered_on(practice, today)
    new = sorted((one for one in claims if one.sent_on and one.pk not in done), key=lambda one: (one.payer_id, one.pk))
    if not new:
        return unchanged([])
    made = [check for _, group in groupby(new, key=lambda one: one.payer_id) for check in _asked(practice, list(group), today, by)]
    audit.detail(asked=len(made), unknown=sum(one.standing == "unknown" for one in made))
    return made


def _asked(practice: Practice, claims: Sequence[Claim], today: date, by: Any) -> Iterator[StatusCheck]:
    questions = [_question(claim, value) for claim, value in zip(claims, contents(claims), strict=True)]
    asked = inquire(practice, "276", questions)
    for claim, (question, answer) in zip(claims, asked.answered, strict=True):
        yield _keep(claim, question, answer, asked, today, by)


def take(practice: Practice, answer: core.StatusAnswer, file: File, by: Any) -> bool:
    """Keep an answer that came in a file beside the question with its trace; whether there is such a question."""
    sent = asked_in(practice, answer.id)
    rows = StatusCheck.objects.for_practice(practice).filter(sent=sent).select_related("claim__payer", "claim__practice") if sent else ()
    for one in rows:
        if sent and one.question.id == answer.id:
            _keep(one.claim, one.question, answer, Inquired(sent, file, []), one.asked_on, by)
            return True
    return False


def _keep(claim: Claim, question: core.StatusInquiry, answer: Any, asked: Inquired, on: date, by: Any) -> StatusCheck:
    """Keep an answer, and tell it in the claim's history; on the list of claims that wait it becomes the last word."""
    made_up = simulated(asked.received)
    made = StatusCheck.objects.create(
        practice=claim.practice, claim=claim, asked_on=on, standing=reading.standing(answer), codes=reading.codes(answer),
        question=question, answer=answer, sent=asked.sent, received=asked.received, simulated=made_up, by=by.user,
    )  # fmt: skip
    text = f"{'SIMULATED. ' if made_up else ''}Asked {claim.payer} on {on:%b} {on.day}: {' '.join(reading.lines(answer)) or 'no answer'}"
    build.tell(claim, text, by=by, file=asked.received)
    if claim.state in WAITING:
        claim.say(text)
        claim.save(update_fields=["said", "reasons"])
    return made


def _question(claim: Claim, value: core.Claim) -> core.StatusInquiry:
    """The question about a claim: by its number here, and by the payer's where that is known."""
    return core.StatusInquiry(
        id="", payer=value.payer, provider=value.billing, patient=value.patient, subscriber=value.subscriber, claim_id=value.id,
        payer_claim_id=claim.payer_claim_id, charge=value.charge, on=core.Period(claim.date_of_service, claim.date_of_service),
    )  # fmt: skip
