"""Reading the journal: balances, aging, one patient's account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from claimwright.core import ZERO, Money
from claimwright.ledger import BUCKETS, RECEIVABLES, Account
from claimwright.ledger.aging import LAST_DAYS
from claimwright.office.encounters.models import Patient
from claimwright.office.kit.asking import numbers, one_of
from claimwright.office.patients.merging import records_of
from claimwright.office.practices.models import Payer, Practice

from .models import Balance, JournalEntry, JournalPosting

MOST = 300
"""Rows of one list."""
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
    rows = Balance.objects.for_practice(practice).values("account").annotate(total=Sum("amount")).order_by("account")
    return {row["account"]: row["total"] for row in rows}


def balanced(practice: Practice) -> bool:
    """Whether every stored entry sums to zero."""
    rows = JournalPosting.objects.for_practice(practice).values("entry").annotate(total=Sum("amount"))
    return not rows.exclude(total=0).exists()


def standing(practice: Practice) -> Any:
    """What is owed and not paid, or paid and not owed, by claim and party: insurance by payer, or the patient (payer "")."""
    return Balance.objects.for_practice(practice).filter(account__in=OWED).exclude(amount=0)


def owed(practice: Practice) -> tuple[Money, int]:
    """What all parties together owe, credits taken off, and on how many claims something stands."""
    sums = standing(practice).aggregate(total=Sum("amount"), claims=Count("claim", distinct=True))
    return sums["total"] or ZERO, sums["claims"]


def aging(practice: Practice, on: date) -> list[tuple[str, Money]]:
    """What is owed by age, credits left out."""
    found = numbers(practice, **{name: (of_age(practice, on, name), Sum("amount")) for name in BUCKETS})
    return [(name, Money(found[name])) for name in BUCKETS]


def aging_by_payer(practice: Practice, on: date) -> list[tuple[str, tuple[Money, ...]]]:
    """Who owes how much of each age, credits left out, the largest debtor first; "" is the patients."""
    sums = {f"age{place}": Sum("amount", filter=Q(**_between(place, on)), default=0) for place in range(len(BUCKETS))}
    rows = standing(practice).filter(amount__gt=0).order_by().values("payer").annotate(**sums)
    found = [(row["payer"], tuple(Money(row[name]) for name in sums)) for row in rows]
    return sorted(found, key=lambda one: -sum(one[1]))


def of_age(practice: Practice, on: date, age: str) -> Any:
    """What is owed since the days of one bucket, credits left out."""
    return standing(practice).filter(amount__gt=0, **_between(BUCKETS.index(age), on))


def open_items(practice: Practice, on: date, age: str) -> list[Balance]:
    """What stands of one age, the oldest first, no more than a page holds."""
    if age not in BUCKETS:
        return []
    rows = standing(practice).filter(**_between(BUCKETS.index(age), on)).select_related("claim", "patient")
    return list(rows.order_by("since", "id")[:MOST])


def _between(place: int, on: date) -> dict[str, date]:
    """The days since when something stands that is in this bucket on a day."""
    newest = {"since__lte": on - timedelta(days=LAST_DAYS[place - 1] + 1)} if place else {}
    return newest | ({"since__gte": on - timedelta(days=LAST_DAYS[place])} if place < len(LAST_DAYS) else {})


def payer_names(practice: Practice) -> dict[str, str]:
    """The practice's payers by their id."""
    return dict(Payer.objects.for_practice(practice).values_list("payer_id", "name"))


def patients_with_accounts(practice: Practice) -> list[dict[str, Any]]:
    """Patients with postings: what was charged, paid, and is still owed by whom; the highest balance first, no more than a page holds.

    Those for whom something stands are found first; the accounts of the others are added up only where the page has room for them.
    """
    owing = standing(practice).exclude(patient=None).order_by().values("patient").annotate(owing=Sum("amount"))
    keys = list(owing.order_by("-owing", "patient").values_list("patient", flat=True)[:MOST])
    rows = Balance.objects.for_practice(practice).exclude(patient=None)
    if len(keys) < MOST:
        others = rows.exclude(patient__in=keys).order_by("patient").values_list("patient", flat=True).distinct()
        keys += others[: MOST - len(keys)]
    sums: dict[int, dict[str, Money]] = {key: {} for key in keys}
    for row in rows.filter(patient__in=keys).order_by().values("patient", "account").annotate(total=Sum("amount")):
        sums[row["patient"]][row["account"]] = row["total"]
    patients = Patient.objects.for_practice(practice).in_bulk(keys)
    found = [_account(patients[key], sums[key]) for key in keys]
    return sorted(found, key=lambda one: -(one["insurance"] + one["owed"]))


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
    return one_of(Patient.objects.for_practice(practice).select_related("practice"), public_id)


def account(who: Patient) -> dict[str, Any]:
    """One patient's sums; what was merged into this record is among them."""
    rows = Balance.objects.for_practice(who.practice_id).filter(patient=who).values("account").annotate(total=Sum("amount"))
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
    return one_of(rows, public_id)
