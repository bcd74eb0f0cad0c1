"""``/api/v1/refunds``: money to give back, asked for by one person and approved by another."""

from __future__ import annotations

from typing import Any

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, Reason, Short, Why, id_of, name
from claimwright.office.api.declaring import Calls
from claimwright.office.claims import queries as claims
from claimwright.office.deposits import payments, queries
from claimwright.office.deposits.models import Refund
from claimwright.office.patients import queries as registration


class RefundWhole(Sparse, frozen=True, kw_only=True):
    """A refund. ``patient``, ``claim``: their ids; ``payer``: to whom, "" for the patient."""

    id: str
    patient: str
    claim: str | None = None
    payer: str = ""
    amount: Money
    reason: str
    state: str
    asked_by: str
    decided_by: str = ""
    decided_reason: str = ""


class NewRefund(Sparse, frozen=True, kw_only=True):
    """A credit to give back: of a patient, on a claim (their ids), to a payer ("" for the patient)."""

    patient: Id
    amount: Money
    reason: Reason
    claim: Id = ""
    payer: Short = ""


def as_refund(row: Refund) -> RefundWhole:
    """A refund."""
    return RefundWhole(
        id=row.public_id, patient=row.patient.public_id, claim=id_of(row.claim), payer=row.payer, amount=Money(row.amount),
        reason=row.reason, state=row.state, asked_by=name(row.asked_by), decided_by=name(row.decided_by), decided_reason=row.decided_reason,
    )  # fmt: skip


def ask_for(practice: Any, *, by: Any, patient: str, claim: str, **said: Any) -> Refund:
    """Ask that a credit be given back: no more than stands and is not asked for already."""
    about = claims.claim(practice, claim) if claim else None
    return payments.ask_for(registration.patient(practice, patient), by=by, claim=about, **said)


def _rows(practice: Any, asked: Any) -> Any:
    return Refund.objects.for_practice(practice).select_related("patient", "claim", "asked_by", "decided_by")


calls = Calls("refunds", "refund:read", shows=as_refund)
calls.many(_rows, shows=as_refund, seen="refund:list:read", summary="Refunds")
calls.one(queries.refund, seen="refund:read", summary="One refund")
calls.act("", ask_for, "Ask for a refund", takes=NewRefund, status=201, does=payments.ask_for)
calls.act("/{public_id}/approve", payments.approve, "Approve a refund that somebody else asked for", on=queries.refund)
calls.act("/{public_id}/refuse", payments.refuse, "Refuse a refund", on=queries.refund, takes=Why)
