"""Reading money that came in: deposits, what is in none yet, what patients owe and have paid ahead, credits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Min, Sum
from django.db.models.functions import Coalesce

from claimwright.core import Money
from claimwright.ledger import Account
from claimwright.office.claims.models import Claim
from claimwright.office.encounters.models import Patient
from claimwright.office.kit.asking import beside, numbers, one_of
from claimwright.office.ledger.models import Balance, JournalPosting
from claimwright.office.ledger.queries import standing
from claimwright.office.patients.merging import records_of
from claimwright.office.practices.models import Practice
from claimwright.office.remits.models import Remittance

from .models import Deposit, DepositPart, PatientPayment, Refund

MOST = 100
"""Rows of one list."""


def deposits(practice: Practice) -> list[Deposit]:
    """The newest deposits, each with what it holds."""
    parts, held = DepositPart.objects.for_practice(practice), Coalesce("remittance__amount", "payment__amount")
    rows = Deposit.objects.for_practice(practice).annotate(sum=beside(parts, "deposit", Sum(held)))
    found = list(rows.order_by("-on", "-id")[:MOST])
    for row in found:
        row.apart = Money(row.amount - row.sum)
    return found


def deposit(practice: Practice, public_id: str) -> Deposit:
    """One deposit of this practice, or 404."""
    return one_of(Deposit.objects.for_practice(practice).select_related("by", "practice"), public_id)


def part(practice: Practice, public_id: str) -> DepositPart:
    """One payment in a deposit of this practice, or 404."""
    return one_of(DepositPart.objects.for_practice(practice).select_related("deposit", "remittance", "payment"), public_id)


def payment(practice: Practice, public_id: str) -> PatientPayment:
    """One patient's payment of this practice, or 404."""
    return one_of(PatientPayment.objects.for_practice(practice).select_related("patient__practice", "practice"), public_id)


def refund(practice: Practice, public_id: str) -> Refund:
    """One refund of this practice, or 404."""
    return one_of(Refund.objects.for_practice(practice).select_related("patient__practice", "claim__practice", "practice"), public_id)


def not_deposited(practice: Practice) -> tuple[Any, Any]:
    """Payments of payers (with money) and of patients that are in no deposit yet, the oldest first."""
    payers = Remittance.objects.for_practice(practice).filter(deposited=None, amount__gt=0).defer("value").order_by("paid_on", "id")
    patients = PatientPayment.objects.for_practice(practice).filter(deposited=None, undone_reason="")
    return payers, patients.select_related("patient").order_by("on", "id")


def proof(practice: Practice) -> dict[str, Money]:
    """Cash in the books against the bank, to the cent: what is in deposits, what is in none, and what no payment explains."""
    payers, patients = not_deposited(practice)
    found = numbers(
        practice, cash=(Balance.objects.for_practice(practice).filter(account=Account.CASH.value), Sum("amount")),
        bank=(Deposit.objects.for_practice(practice), Sum("amount")), payers=(payers, Sum("amount")), patients=(patients, Sum("amount")),
        refunds=(Refund.objects.for_practice(practice).filter(state=Refund.State.APPROVED), Sum("amount")),
    )  # fmt: skip
    cash, bank, open_, back = found["cash"], found["bank"], found["payers"] + found["patients"], found["refunds"]
    return {
        "cash": Money(cash),
        "bank": Money(bank),
        "open": Money(open_),
        "refunds": Money(back),
        "difference": Money(cash + back - bank - open_),
    }


def unapplied(practice: Practice) -> list[dict[str, Any]]:
    """Money received that pays for nothing yet, by where it came from, the oldest first; credits are positive here."""
    rows = JournalPosting.objects.for_practice(practice).filter(account=Account.UNAPPLIED.value)
    columns = ("entry__remittance__public_id", "entry__remittance__trace", "entry__remittance__payer_name", "patient__public_id")
    sums = rows.values(*columns).annotate(total=Sum("amount"), since=Min("entry__on")).exclude(total=0).order_by("since", *columns)
    found = [row | {"amount": Money(-row["total"])} for row in sums[:MOST]]
    people = Patient.objects.for_practice(practice).filter(public_id__in=[row["patient__public_id"] for row in found])
    named = {row.public_id: row for row in people}
    return [row | {"patient": named.get(row["patient__public_id"])} for row in found]


def owed(patient: Patient) -> Iterator[tuple[Claim, str, Money]]:
    """What the patient owes, claim by claim and line by line, the oldest first."""
    rows = _postings(patient).filter(account=Account.PATIENT.value).exclude(claim=None)
    sums = rows.values("claim", "line").annotate(total=Sum("amount"), since=Min("entry__on")).order_by("since", "claim", "line")
    claims = Claim.objects.for_practice(patient.practice_id).in_bulk([row["claim"] for row in sums])
    for row in sums:
        if row["total"] > 0:
            yield claims[row["claim"]], row["line"], Money(row["total"])


def prepaid(patient: Patient) -> Money:
    """What the patient has paid and owes nothing for yet."""
    rows = _postings(patient).filter(account=Account.UNAPPLIED.value, entry__remittance=None)
    return Money(-(rows.aggregate(total=Sum("amount"))["total"] or 0))


def _postings(patient: Patient) -> Any:
    return JournalPosting.objects.for_practice(patient.practice_id).filter(patient__in=records_of(patient))


def credit_lines(claim: Claim, payer: str) -> list[tuple[str, Money]]:
    """The lines of a claim on which a party (a payer's id, "" for the patient) has more than it owes; the credit as a positive amount."""
    rows = JournalPosting.objects.for_practice(claim.practice_id).filter(claim=claim)
    rows = rows.filter(account=Account.INSURANCE.value, payer=payer) if payer else rows.filter(account=Account.PATIENT.value)
    sums = rows.values("line").annotate(total=Sum("amount")).order_by("line")
    return [(row["line"], Money(-row["total"])) for row in sums if row["total"] < 0]


def credit_of(patient: Patient, claim: Claim | None, payer: str = "") -> Money:
    """What may still be asked back: the credit on a claim, or what was paid ahead, less what is asked for already."""
    asked = Refund.objects.for_practice(patient.practice_id).filter(patient__in=records_of(patient), claim=claim, payer=payer)
    waiting = asked.filter(state=Refund.State.ASKED).aggregate(total=Sum("amount"))["total"] or 0
    stands = Money.total(amount for _, amount in credit_lines(claim, payer)) if claim else prepaid(patient)
    return Money(stands - waiting)


def credit_balances(practice: Practice) -> list[dict[str, Any]]:
    """The largest credit balances: who has paid too much on which claim, and what patients have paid ahead."""
    rows = standing(practice).filter(amount__lt=0).exclude(claim=None).select_related("claim__patient")
    found = [
        {"claim": row.claim, "patient": row.claim.patient, "payer": row.payer, "amount": Money(-row.amount)}
        for row in rows.order_by("amount", "id")[:MOST]
    ]
    ahead = JournalPosting.objects.for_practice(practice).filter(account=Account.UNAPPLIED.value, entry__remittance=None)
    people = ahead.exclude(patient=None).values("patient").annotate(total=Sum("amount")).filter(total__lt=0)
    people = people.order_by("total", "patient")[:MOST]
    patients = Patient.objects.for_practice(practice).in_bulk([row["patient"] for row in people])
    found += [{"claim": None, "patient": patients[row["patient"]], "payer": "", "amount": Money(-row["total"])} for row in people]
    return sorted(found, key=lambda row: -row["amount"])[:MOST]


def refunds(practice: Practice) -> Any:
    """Refunds: those that wait first, then the newest."""
    rows = Refund.objects.for_practice(practice).select_related("patient", "claim", "asked_by", "decided_by")
    return [*rows.filter(state=Refund.State.ASKED).order_by("id")[:MOST], *rows.exclude(state=Refund.State.ASKED).order_by("-id")[:MOST]]


def payments(patient: Patient) -> Any:
    """What a patient has paid, the newest first."""
    rows = PatientPayment.objects.for_practice(patient.practice_id).filter(patient__in=records_of(patient))
    return rows.select_related("by", "deposited__deposit").order_by("-on", "-id")
