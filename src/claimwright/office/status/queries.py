"""Reading what payers said of claims."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimwright.office.claims.models import Claim
from claimwright.office.claims.queries import Chosen
from claimwright.office.kit.asking import one_of
from claimwright.office.practices.models import Practice

from . import reading
from .models import StatusCheck


def checks(practice: Practice) -> Any:
    """Every check."""
    return StatusCheck.objects.for_practice(practice).select_related("claim__patient", "sent", "received", "by")


def check(practice: Practice, public_id: str) -> StatusCheck:
    """One check of this practice, or 404."""
    return one_of(checks(practice), public_id)


def of_claim(claim: Claim) -> list[StatusCheck]:
    """What was said of a claim, the newest first, each in words (``lines``) with the next step (``todo``)."""
    found = list(checks(claim.practice).filter(claim=claim).order_by("-id"))
    for one in found:
        one.lines, one.todo = reading.lines(one.answer), reading.next_step(one.standing)
    return found


def answered_on(practice: Practice, on: date) -> set[int]:
    """Primary keys of the claims about which somebody was answered on a day."""
    rows = StatusCheck.objects.for_practice(practice).filter(asked_on=on).exclude(standing=StatusCheck.Standing.NONE)
    return set(rows.values_list("claim", flat=True))


def waiting(practice: Practice) -> Any:
    """Claims that wait for their payer, the oldest service first."""
    return Chosen(show="waiting").rows(practice).select_related("payer", "practice", "patient").order_by("date_of_service", "id")
