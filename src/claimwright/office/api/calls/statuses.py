"""``/api/v1/statuses``: what payers say of claims when they are asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimwright import core
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, at, name
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.api.schemas import Text
from claimwright.office.claims import queries as claims
from claimwright.office.status import actions, queries, reading
from claimwright.office.status.errors import NotSent
from claimwright.office.status.jobs import ask_about_waiting
from claimwright.office.status.models import StatusCheck

from .jobs import as_job


class StatusRow(Sparse, frozen=True, kw_only=True):
    """An answer in a list. ``claim``: its id; ``codes``: category and status; ``simulated``: the sandbox said so, no payer did."""

    id: str
    claim: str
    asked_on: date
    standing: str
    codes: str
    simulated: bool
    by: str
    at: str


class StatusWhole(Sparse, frozen=True, kw_only=True):
    """A question, its answer, and both in words."""

    row: StatusRow
    question: core.StatusInquiry
    answer: core.StatusAnswer | None
    words: tuple[str, ...]
    next: str


class Asked(Sparse, frozen=True):
    """The claim, by its id."""

    claim: Id


class Wanted(Page):
    """Narrowing a list of answers: those about one claim, by its id."""

    claim: Text = ""


def as_row(row: StatusCheck) -> StatusRow:
    """An answer in a list."""
    return StatusRow(
        id=row.public_id, claim=row.claim.public_id, asked_on=row.asked_on, standing=row.standing, codes=row.codes, simulated=row.simulated,
        by=name(row.by), at=at(row.created_at),
    )  # fmt: skip


def as_status(row: StatusCheck) -> StatusWhole:
    """An answer whole."""
    return StatusWhole(
        row=as_row(row), question=row.question, answer=row.answer, words=tuple(reading.lines(row.answer)),
        next=reading.next_step(row.standing),
    )  # fmt: skip


def ask(practice: Any, *, by: Any, claim: str) -> StatusCheck:
    """Ask the payer about one claim. What was answered today is not asked again."""
    row = claims.claim(practice, claim)
    if not row.sent_on:
        raise NotSent
    actions.ask(practice, [row], by=by)
    return queries.checks(practice).filter(claim=row).order_by("-id").first()


def _rows(practice: Any, asked: Wanted) -> Any:
    rows = queries.checks(practice)
    return rows.filter(claim__public_id=asked.claim) if asked.claim else rows


calls = Calls("statuses", "claim:read", shows=as_status)
calls.many(_rows, shows=as_row, seen="claim:status:list:read", asks=Wanted, summary="What payers said of claims")
calls.one(queries.check, seen="claim:status:read", summary="One answer about a claim")
calls.act("/waiting", ask_about_waiting, "Ask about every claim that waits", shows=as_job, status=202, does=actions.ask)
calls.act("", ask, "Ask a payer where a claim stands", takes=Asked, status=201, does=actions.ask)
