"""``/api/v1/payments``: what patients pay."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, Why
from claimwright.office.api.declaring import Calls
from claimwright.office.deposits import payments, queries
from claimwright.office.deposits.models import PatientPayment
from claimwright.office.patients import queries as registration


class PaymentWhole(Sparse, frozen=True, kw_only=True):
    """Money from a patient (the patient's id); ``undone_reason``: why it was booked back."""

    id: str
    patient: str
    on: date
    amount: Money
    method: str
    reference: str = ""
    undone_reason: str = ""


class NewPayment(Sparse, frozen=True, kw_only=True):
    """Money from a patient (the patient's id). ``receipt``: the caller's own name for it; the same receipt is one payment."""

    patient: Id
    on: date
    amount: Money
    method: Literal["cash", "check", "card"]
    reference: Annotated[str, Meta(max_length=40)] = ""
    receipt: Annotated[str, Meta(min_length=1, max_length=32)]


def as_payment(row: PatientPayment) -> PaymentWhole:
    """A payment."""
    return PaymentWhole(
        id=row.public_id, patient=row.patient.public_id, on=row.on, amount=Money(row.amount), method=row.method, reference=row.reference,
        undone_reason=row.undone_reason,
    )  # fmt: skip


def take(practice: Any, *, by: Any, patient: str, **said: Any) -> PatientPayment:
    """Book a payment to what is owed, the oldest first; what is over waits as unapplied."""
    return payments.take(registration.patient(practice, patient), by=by, **said)


class PatientId(Sparse, frozen=True):
    """A patient's id."""

    patient: Id


class Applied(Sparse, frozen=True):
    """How much of what was paid ahead pays what is owed now."""

    amount: Money


def apply_prepaid(practice: Any, *, by: Any, patient: str) -> Money:
    """Let what was paid ahead pay what is owed now, the oldest first."""
    return payments.apply_prepaid(registration.patient(practice, patient), by=by)


def as_applied(amount: Money) -> Applied:
    """How much."""
    return Applied(amount)


def _rows(practice: Any, asked: Any) -> Any:
    return PatientPayment.objects.for_practice(practice).select_related("patient")


calls = Calls("payments", "account:read", shows=as_payment)
calls.many(_rows, shows=as_payment, seen="account:list:read", summary="Patients' payments")
calls.one(queries.payment, seen="account:read", summary="One patient's payment")
calls.act("", take, "Take a patient's payment", takes=NewPayment, status=201, does=payments.take)
calls.act(
    "/apply", apply_prepaid, "Let what was paid ahead pay what is owed",
    takes=PatientId, shows=as_applied, does=payments.apply_prepaid,
)  # fmt: skip
calls.act("/{public_id}/undo", payments.take_back, "Book a payment back", on=queries.payment, takes=Why)
