"""A patient's statement: visit by visit what was charged, what the insurance paid and adjusted, what is owed and why.

It is a preview: it may be suppressed, and then says why (an insurance has not answered, there is nothing to pay, a credit stands).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Sum

from claimwright.core import Money
from claimwright.ledger import Account
from claimwright.office.claims.models import Claim
from claimwright.office.encounters.models import Patient
from claimwright.office.patients.merging import records_of
from claimwright.office.patients.models import Contact

from .models import JournalPosting

WHY = {"1": "deductible", "2": "coinsurance", "3": "copay"}
"""Why a patient owes, by the reason of group PR."""


class Visit(NamedTuple):
    """One claim's part. ``why``: what makes the patient owe, in words."""

    claim: Claim
    services: list[tuple[str, Money]]
    charged: Money
    insurance_paid: Money
    adjusted: Money
    insurance_owes: Money
    patient_paid: Money
    owed: Money
    why: str


class Statement(NamedTuple):
    """All of it. ``held``: why it would not be sent; "" where it would."""

    to: Any
    visits: list[Visit]
    owed: Money
    prepaid: Money
    held: str


def statement(who: Patient) -> Statement:
    """The statement of one patient as of now."""
    visits = list(_visits(who))
    rows = _postings(who).filter(account=Account.UNAPPLIED.value, entry__remittance=None)
    ahead = Money(-(rows.aggregate(total=Sum("amount"))["total"] or 0))
    owed = Money.total(visit.owed for visit in visits)
    guarantor = Contact.objects.for_practice(who.practice_id).filter(patient=who, kind=Contact.Kind.GUARANTOR).first()
    held = ""
    if owed <= 0:
        held = "a credit stands: see credits and refunds" if owed < 0 or ahead > 0 else "nothing is owed"
    elif not who.value.address.line1 and not (guarantor and guarantor.value.address.line1):
        held = "no address is known"
    return Statement(guarantor.value if guarantor else who.value, visits, owed, ahead, held)


def _postings(who: Patient) -> Any:
    return JournalPosting.objects.for_practice(who.practice_id).filter(patient__in=records_of(who))


def _visits(who: Patient) -> Iterator[Visit]:
    rows = _postings(who).exclude(claim=None).values("claim", "account", "entry__kind", "group", "reason").annotate(total=Sum("amount"))
    by_claim: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_claim.setdefault(row["claim"], []).append(row)
    claims = Claim.objects.for_practice(who.practice_id).filter(pk__in=by_claim).order_by("date_of_service", "id")
    for claim in claims:
        visit = _visit(claim, by_claim[claim.pk])
        if visit.owed or visit.insurance_owes or visit.patient_paid:
            yield visit


def _visit(claim: Claim, rows: list[dict[str, Any]]) -> Visit:
    def of(*accounts: Account, kinds: tuple[str, ...] = ()) -> Money:
        names = [account.value for account in accounts]
        return Money.total(row["total"] for row in rows if row["account"] in names and (not kinds or row["entry__kind"] in kinds))

    paid_by_patient = of(Account.CASH, kinds=("patient-payment",))
    shares = {row["reason"] for row in rows if row["account"] == Account.PATIENT.value and row["group"] == "PR"}
    return Visit(
        claim, [(line.procedure or line.revenue_code, line.charge) for line in claim.value.lines], Money(-of(Account.CHARGES)),
        Money(of(Account.CASH) - paid_by_patient), of(Account.CONTRACTUAL, Account.OTHER), of(Account.INSURANCE), paid_by_patient,
        of(Account.PATIENT), ", ".join(WHY.get(reason, f"PR-{reason}") for reason in sorted(shares)),
    )  # fmt: skip
