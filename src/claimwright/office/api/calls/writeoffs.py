"""``/api/v1/writeoffs``: amounts given up, above a role's limit by two people."""

from __future__ import annotations

from typing import Any

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, Reason, Short, Why, name
from claimwright.office.api.declaring import Calls
from claimwright.office.claims import queries as claims
from claimwright.office.writeoffs import actions, queries
from claimwright.office.writeoffs.models import WriteOff


class WriteOffWhole(Sparse, frozen=True, kw_only=True):
    """A write-off. ``claim``: its id; ``payer``: whose debt it was, "" the patient's; ``state``: asked, approved, refused."""

    id: str
    claim: str
    payer: str = ""
    amount: Money
    reason: str
    note: str
    state: str
    asked_by: str
    decided_by: str = ""
    decided_reason: str = ""


class New(Sparse, frozen=True, kw_only=True):
    """What to give up: on a claim (its id), of a payer ("" the patient), why (a reason of the list) and in words."""

    claim: Id
    payer: Short = ""
    amount: Money
    reason: Short
    note: Reason


def as_writeoff(row: WriteOff) -> WriteOffWhole:
    """A write-off."""
    return WriteOffWhole(
        id=row.public_id, claim=row.claim.public_id, payer=row.payer, amount=Money(row.amount), reason=row.reason, note=row.note,
        state=row.state, asked_by=name(row.asked_by), decided_by=name(row.decided_by), decided_reason=row.decided_reason,
    )  # fmt: skip


def request(practice: Any, *, by: Any, claim: str, **said: Any) -> WriteOff:
    """Give an amount up, or ask a second person to agree, by the limits of one's role."""
    return actions.request(claims.claim(practice, claim), by=by, **said)


def _rows(practice: Any, asked: Any) -> Any:
    return queries.write_offs(practice)


calls = Calls("writeoffs", "writeoff:read", shows=as_writeoff)
calls.many(_rows, shows=as_writeoff, seen="writeoff:list:read", summary="Write-offs")
calls.one(queries.write_off, seen="writeoff:read", summary="One write-off")
calls.act("", request, "Write off, or ask for it", takes=New, status=201, does=actions.request)
calls.act("/{public_id}/approve", actions.approve, "Agree to what somebody else asked for", on=queries.write_off)
calls.act("/{public_id}/refuse", actions.refuse, "Refuse", on=queries.write_off, takes=Why)
