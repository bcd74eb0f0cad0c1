"""Giving amounts up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from claimwright import ledger
from claimwright.core import Money
from claimwright.office.claims import build
from claimwright.office.claims.models import Claim
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.templatetags.office import money
from claimwright.office.ledger.journal import record_entries

from . import queries, terms
from .errors import AboveLimit, MoreThanOwed, NeedsReason
from .models import WriteOff


@action("writeoff:request")
def request(claim: Claim, payer: str, amount: Money, *, by: Any, reason: str, note: str) -> WriteOff:
    """Give up what a payer (or, for "", the patient) owes on a claim: at once within the limits of one's role, else by a second person.

    Raises NeedsReason, and MoreThanOwed for more than stands and is not asked for already.
    """
    if reason not in terms.reasons(payer) or not note.strip():
        raise NeedsReason
    stands = queries.open_of(claim, payer)
    if amount <= 0 or amount > stands:
        raise MoreThanOwed(stands)
    made = WriteOff.objects.create(
        practice=claim.practice, claim=claim, payer=payer, amount=amount, reason=reason, note=note.strip()[:300], asked_by=by.user
    )
    audit.detail(writeoff=made.public_id, cents=int(amount), why=reason)
    if terms.takes_two(by, amount, reason):
        build.tell(claim, f"Asked to write {money(amount)} off: {terms.reasons(payer)[reason]}", by=by)
        return made
    return _booked(made, by)


@action("writeoff:approve")
def approve(row: WriteOff, *, by: Any) -> WriteOff:
    """Agree, as the second person: the amount leaves the books. Raises AboveLimit, and MoreThanOwed where it is not owed any more."""
    if row.state != WriteOff.State.ASKED:
        return unchanged(row)
    if row.amount > (limit := terms.limit(by, "approves")):
        raise AboveLimit(limit)
    stands = Money(queries.open_of(row.claim, row.payer) + row.amount)
    if row.amount > stands:
        raise MoreThanOwed(stands)
    return _booked(row, by)


@action("writeoff:approve")
def refuse(row: WriteOff, *, by: Any, reason: str) -> WriteOff:
    """Leave it owed, and say why."""
    if row.state != WriteOff.State.ASKED:
        return unchanged(row)
    if not reason.strip():
        raise NeedsReason
    build.tell(row.claim, f"Not written off: {reason.strip()}", by=by)
    return _decided(row, WriteOff.State.REFUSED, by, reason.strip()[:300])


def _booked(row: WriteOff, by: Any) -> WriteOff:
    why = terms.reasons(row.payer)[row.reason]
    record_entries(row.practice, list(_entries(row, f"{why}: {row.note}", office_day(row.practice))))
    build.tell(row.claim, f"Written off {money(row.amount)}: {why}", by=by)
    return _decided(row, WriteOff.State.APPROVED, by, "")


def _entries(row: WriteOff, why: str, on: date) -> Iterator[ledger.Entry]:
    left, value = row.amount, row.claim.value
    for line, owed in queries.lines(row.claim, row.payer):
        part = Money(min(left, owed))
        if part > 0:
            yield ledger.write_off(value, line, part, on, row.public_id, why=why, payer=row.payer)
            left = Money(left - part)


def _decided(row: WriteOff, state: str, by: Any, reason: str) -> WriteOff:
    row.state, row.decided_by, row.decided_reason = state, by.user, reason
    row.save(update_fields=["state", "decided_by", "decided_reason"])
    return row
