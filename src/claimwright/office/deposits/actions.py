"""Bank deposits: keyed from the bank's statement, and told what payments they hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from claimwright import core
from claimwright.core import Money
from claimwright.office.claims.actions import receive_answers
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.clock import office_day
from claimwright.office.practices.models import Practice
from claimwright.office.remits.actions import import_remittance
from claimwright.office.remits.models import Remittance

from . import eob
from .errors import InAnotherDeposit, NeedsReason, NotAPayment
from .models import Deposit, DepositPart, PatientPayment


@action("deposit:keep")
def keep_deposit(practice: Practice, on: date, amount: Money, reference: str, *, by: Any) -> Deposit:
    """Key a line of the bank's statement; the same line again is the same deposit.

    What surely is in it is put in: the payment whose trace number the bank tells, or the only one of this amount within a week.
    """
    if amount <= 0:
        raise NotAPayment("A deposit is more than nothing.")
    known = Deposit.objects.for_practice(practice).filter(on=on, amount=amount, reference=reference).first()
    if known:
        return unchanged(known)
    made = Deposit.objects.create(practice=practice, on=on, amount=amount, reference=reference, by=by.user)
    likely = _likely(made)
    if likely is not None:
        DepositPart.objects.create(practice=practice, deposit=made, remittance=likely)
    audit.detail(deposit=made.public_id, matched=likely is not None)
    return made


def _likely(deposit: Deposit) -> Remittance | None:
    free = Remittance.objects.for_practice(deposit.practice_id).filter(deposited=None, amount=deposit.amount)
    named = [row for row in free if row.trace and row.trace in deposit.reference.split()]
    near = named or [row for row in free if abs((row.paid_on - deposit.on).days) <= 7]
    return near[0] if len(near) == 1 else None


@action("deposit:match")
def put_in(deposit: Deposit, remittances: Sequence[Remittance], payments: Sequence[PatientPayment], *, by: Any) -> Deposit:
    """Say which payments a deposit holds. All of them are put in, or none: one may be in another deposit by now."""
    if any(row.undone_reason for row in payments):
        raise NotAPayment("A payment that was taken back is in no deposit.")
    parts = [DepositPart(practice=deposit.practice, deposit=deposit, remittance=row) for row in remittances]
    parts += [DepositPart(practice=deposit.practice, deposit=deposit, payment=row) for row in payments]
    if not parts:
        return unchanged(deposit)
    try:
        with transaction.atomic():
            DepositPart.objects.bulk_create(parts)
    except IntegrityError:
        raise InAnotherDeposit from None
    audit.detail(payments=len(parts), difference=int(deposit.difference))
    return deposit


@action("deposit:match")
def take_out(part: DepositPart, *, by: Any) -> None:
    """Take a payment out of a deposit again."""
    audit.detail(deposit=part.deposit.public_id, amount=int(part.amount))
    part.delete()


@action("remit:reverse")
def take_back_eob(remittance: Remittance, *, by: Any, reason: str) -> Remittance:
    """Book the exact contrary of an EOB that was keyed wrongly, by the way it came in; then it can be keyed again under another number.

    Only what was keyed here is taken back so: what a payer sent, the payer reverses.
    """
    if not reason.strip():
        raise NeedsReason
    if not remittance.file.name.startswith("keyed-") or remittance.amount < 0:
        raise NotAPayment("Only an EOB that was keyed here is taken back by hand. A payer's own file, the payer reverses.")
    if hasattr(remittance, "deposited"):
        raise NotAPayment("This payment is in a deposit. Take it out there first.")
    answers = tuple(row.value for row in remittance.claims.all())
    contrary = eob.undone(core.replace(remittance.value, claims=answers), office_day(remittance.practice))
    name, content = eob.written(remittance.practice, contrary)
    (made,) = import_remittance(receive_answers(remittance.practice, name, content, by=by), by=by)
    audit.detail(reversed_by=made.public_id)
    return made
