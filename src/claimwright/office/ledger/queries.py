"""Reading the journal: balances, aging, one patient's account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Min, Sum
from django.http import Http404

from claimwright.core import ZERO, Money
from claimwright.ledger import BUCKETS, RECEIVABLES, Account
from claimwright.ledger.aging import bucket
from claimwright.office.encounters.models import Patient
from claimwright.office.patients.merging import records_of, standing_keys
from claimwright.office.practices.models import Payer, Practice

from .models import JournalEntry, JournalPosting

OWED = [account.value for account in RECEIVABLES]
WORDS = {
    Account.INSURANCE: "Insurance owes",
    Account.PATIENT: "Patient owes",
    Account.CHARGES: "Charges",
    Account.CONTRACTUAL: "Contractual adjustment",
    Account.OTHER: "Other adjustment",
    Account.CASH: "Cash",
    Account.CLEARING: "Provider adjustment clearing",
    Account.INTEREST: "Interest",
    Account.UNAPPLIED: "Unapplied",
}


def balance(practice: Any, account: Account, **narrower: Any) -> Money:
    """The sum of one account, of the whole practice or of one claim or patient."""
    rows = JournalPosting.objects.for_practice(practice).filter(account=account.value, **narrower)
    return rows.aggregate(total=Sum("amount"))["total"] or ZERO


def balances(practice: Practice) -> dict[str, Money]:
    """Every account's sum; together they are zero."""
    rows = JournalPosting.objects.for_practice(practice).values("account").annotate(total=Sum("amount")).order_by("account")
    return {row["account"]: row["total"] for row in rows}


def balanced(practice: Practice) -> bool:
    """Whether every stored entry sums to zero."""
    rows = JournalPosting.objects.for_practice(practice).values("entry").annotate(total=Sum("amount"))
    return not rows.exclude(total=0).exists()


def open_items(practice: Practice, on: date) -> list[dict[str, Any]]:
    """What each party owes on each claim and since when: insurance by payer, or the patient (payer "")."""
    rows = JournalPosting.objects.for_practice(practice).filter(account__in=OWED, entry__on__lte=on)
    sums = rows.values("account", "claim__public_id", "claim__claim_id", "claim__state", "patient__public_id", "payer").annotate(
        total=Sum("amount"), since=Min("entry__on")
    )
    return [row | {"bucket": bucket((on - row["since"]).days)} for row in sums.order_by("since") if row["total"]]


def payer_names(practice: Practice) -> dict[str, str]:
    """The practice's payers by their id."""
    return dict(Payer.objects.for_practice(practice).values_list("payer_id", "name"))


def aging(items: list[dict[str, Any]]) -> list[tuple[str, Money]]:
    """What is owed by age, credits left out."""
    return [(name, Money.total(row["total"] for row in items if row["bucket"] == name and row["total"] > 0)) for name in BUCKETS]


def patients_with_accounts(practice: Practice) -> list[dict[str, Any]]:
    """Patients with postings: what was charged, paid, and is still owed by whom; the highest balance first."""
    rows = JournalPosting.objects.for_practice(practice).exclude(patient=None).values("patient_id", "account").annotate(total=Sum("amount"))
    sums: dict[int, dict[str, Money]] = {}
    stands = standing_keys(practice)
    for row in rows:
        own = sums.setdefault(stands.get(row["patient_id"], row["patient_id"]), {})
        own[row["account"]] = own.get(row["account"], ZERO) + row["total"]
    patients = Patient.objects.for_practice(practice).in_bulk(list(sums))
    found = [_account(patients[key], values) for key, values in sums.items()]
    return sorted(found, key=lambda row: (-(row["insurance"] + row["owed"]), row["patient"].pk))


def _account(patient: Patient, sums: dict[str, Money]) -> dict[str, Any]:
    def of(account: Account) -> Money:
        return sums.get(account.value, ZERO)

    return {
        "patient": patient,
        "charged": -of(Account.CHARGES),
        "paid": of(Account.CASH),
        "adjusted": of(Account.CONTRACTUAL) + of(Account.OTHER),
        "insurance": of(Account.INSURANCE),
        "owed": of(Account.PATIENT),
    }


def patient(practice: Practice, public_id: str) -> Patient:
    """One patient of this practice, or 404."""
    found = Patient.objects.for_practice(practice).filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such patient")
    return found


def account(who: Patient) -> dict[str, Any]:
    """One patient's sums, with those of records that were merged into this one."""
    rows = (
        JournalPosting.objects.for_practice(who.practice_id)
        .filter(patient__in=records_of(who))
        .values("account")
        .annotate(total=Sum("amount"))
    )
    return _account(who, {row["account"]: row["total"] for row in rows})


def entries_of(who: Patient) -> list[tuple[JournalEntry, list[JournalPosting]]]:
    """The patient's entries in order, each with its postings."""
    keys = records_of(who)
    rows = JournalEntry.objects.for_practice(who.practice_id).filter(postings__patient__in=keys).distinct()
    rows = rows.select_related("claim", "remittance").prefetch_related("postings").order_by("on", "id")
    return [(row, [posting for posting in row.postings.all() if posting.patient_id in keys]) for row in rows]


def posting(practice: Practice, public_id: str) -> JournalPosting:
    """One posting of this practice, or 404."""
    rows = JournalPosting.objects.for_practice(practice).select_related(
        "entry__remittance", "claim__encounter", "claim__patient", "patient"
    )
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such posting")
    return found
