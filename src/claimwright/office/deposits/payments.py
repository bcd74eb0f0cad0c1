"""Patients' payments: taken, applied to the oldest of what is owed, taken back; and refunds, which two people make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from claimwright import ledger
from claimwright.core import ZERO, Money
from claimwright.office.encounters.models import Patient
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.clock import office_day
from claimwright.office.ledger.journal import as_values, record_entries
from claimwright.office.ledger.models import JournalEntry

from . import queries
from .errors import MoreThanCredit, NeedsReason, NotAPayment
from .models import PatientPayment, Refund


@action("payment:take")
def take(patient: Patient, amount: Money, *, by: Any, on: date, method: str, reference: str = "", receipt: str) -> PatientPayment:
    """Book a patient's payment: to what is owed, the oldest first; what is over waits as unapplied. The same receipt is one payment."""
    known = PatientPayment.objects.for_practice(patient.practice).filter(receipt=receipt).first()
    if known:
        return unchanged(known)
    if not receipt:
        raise NotAPayment("This form is not whole. Open the account again, and key the payment there.")
    if amount <= 0 or method not in PatientPayment.Method.values:
        raise NotAPayment("A payment is more than nothing, in cash, by check or by card.")
    if method != PatientPayment.Method.CASH and not reference.strip():
        raise NotAPayment("Give the number of the check, or the terminal's reference of the card payment.")
    if method == PatientPayment.Method.CARD and sum(sign.isdecimal() for sign in reference) > 10:
        raise NotAPayment("This looks like a card number. Only the terminal's reference is kept here.")
    made = PatientPayment.objects.create(
        practice=patient.practice, patient=patient, on=on, amount=amount, method=method, reference=reference.strip()[:40], receipt=receipt,
        by=by.user,
    )  # fmt: skip
    entries = list(_entries(patient, amount, on, made.public_id))
    record_entries(patient.practice, entries)
    audit.detail(payment=made.public_id, cents=int(amount), unapplied=int(queries.prepaid(patient)))
    return made


def _entries(patient: Patient, amount: Money, on: date, receipt: str) -> Iterator[ledger.Entry]:
    left = amount
    for claim, line, owed in queries.owed(patient):
        part = min(left, owed)
        if part > 0:
            yield ledger.patient_payment(claim.value, line, Money(part), on, receipt)
            left = Money(left - part)
    if left > 0:
        yield ledger.prepay(patient.number, left, on, receipt)


@action("payment:take")
def apply_prepaid(patient: Patient, *, by: Any) -> Money:
    """Let what was paid ahead pay what is owed now, the oldest first; how much was applied."""
    left, on = queries.prepaid(patient), office_day(patient.practice)
    number = JournalEntry.objects.for_practice(patient.practice).filter(kind="release").count()
    entries, applied = [], ZERO
    for claim, line, owed in queries.owed(patient):
        part = Money(min(left - applied, owed))
        if part > 0:
            entries.append(ledger.apply_prepaid(claim.value, line, part, on, f"{patient.public_id}-{number}"))
            applied += part
    if not entries:
        return unchanged(ZERO)
    record_entries(patient.practice, entries)
    audit.detail(cents=int(applied))
    return applied


@action("payment:undo")
def take_back(payment: PatientPayment, *, by: Any, reason: str) -> PatientPayment:
    """Book the exact contrary: a check came back, or the payment was keyed for somebody else. It leaves its deposit by hand first."""
    if payment.undone_reason:
        return unchanged(payment)
    if not reason.strip():
        raise NeedsReason
    if hasattr(payment, "deposited"):
        raise NotAPayment("This payment is in a deposit. Take it out there first.")
    rows = JournalEntry.objects.for_practice(payment.practice).filter(kind__in=["patient-payment", "unapplied"])
    booked = [entry for entry in as_values(rows.filter(on=payment.on)) if entry.source.id == payment.public_id]
    record_entries(payment.practice, [ledger.reverse(entry, office_day(payment.practice), reason.strip()) for entry in booked])
    payment.undone_reason = reason.strip()[:300]
    payment.save(update_fields=["undone_reason"])
    return payment


@action("refund:request")
def ask_for(patient: Patient, amount: Money, *, by: Any, reason: str, claim: Any = None, payer: str = "") -> Refund:
    """Ask that a credit be given back. Raises MoreThanCredit for more than stands and is not asked for already."""
    if not reason.strip():
        raise NeedsReason
    credit = queries.credit_of(patient, claim, payer)
    if amount <= 0 or amount > credit:
        raise MoreThanCredit(credit)
    made = Refund.objects.create(
        practice=patient.practice, patient=patient, claim=claim, payer=payer, amount=amount, reason=reason.strip()[:300], asked_by=by.user
    )
    audit.detail(refund=made.public_id, cents=int(amount))
    return made


@action("refund:approve")
def approve(refund: Refund, *, by: Any) -> Refund:
    """Book the refund. Whoever asked for it may not; the credit must still stand."""
    if refund.state != Refund.State.ASKED:
        return unchanged(refund)
    credit = Money(queries.credit_of(refund.patient, refund.claim, refund.payer) + refund.amount)
    if refund.amount > credit:
        raise MoreThanCredit(credit)
    on = office_day(refund.practice)
    record_entries(refund.practice, list(_given_back(refund, on)))
    return _decided(refund, Refund.State.APPROVED, by, "")


@action("refund:approve")
def refuse(refund: Refund, *, by: Any, reason: str) -> Refund:
    """Leave the credit where it is, and say why."""
    if refund.state != Refund.State.ASKED:
        return unchanged(refund)
    if not reason.strip():
        raise NeedsReason
    return _decided(refund, Refund.State.REFUSED, by, reason.strip()[:300])


def _given_back(refund: Refund, on: date) -> Iterator[ledger.Entry]:
    if refund.claim is None:
        yield ledger.give_back(refund.patient.number, refund.amount, on, refund.public_id)
        return
    left, value = refund.amount, refund.claim.value
    for line, credit in queries.credit_lines(refund.claim, refund.payer):
        part = Money(min(left, credit))
        if part > 0:
            yield ledger.refund(value, line, part, on, refund.public_id, payer=refund.payer)
            left = Money(left - part)


def _decided(refund: Refund, state: str, by: Any, reason: str) -> Refund:
    refund.state, refund.decided_by, refund.decided_reason = state, by.user, reason
    refund.save(update_fields=["state", "decided_by", "decided_reason"])
    return refund
