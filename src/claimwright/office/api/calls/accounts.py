"""``/api/v1/accounts``: what each patient's account comes to."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Subquery, Sum

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.ledger import Account
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.encounters.models import Patient
from claimwright.office.ledger import queries
from claimwright.office.ledger.models import Balance

from .journal import EntryRow, as_entry, whole


class AccountRow(Sparse, frozen=True, kw_only=True):
    """A patient's account: by account of the ledger, debits positive. ``patient``: the patient's id."""

    patient: str
    balances: dict[str, Money]


class AccountWhole(Sparse, frozen=True, kw_only=True):
    """A patient's account with its entries, the oldest first."""

    row: AccountRow
    entries: tuple[EntryRow, ...]


def as_row(row: Patient) -> AccountRow:
    """An account in a list, or one that has its sums looked up."""
    sums = {account.value: getattr(row, f"sum_{account.name.lower()}", None) for account in Account}
    return AccountRow(patient=row.public_id, balances={name: Money(total) for name, total in sums.items() if total is not None})


def as_account(row: Patient) -> AccountWhole:
    """An account whole."""
    entries = whole(row.practice_id).filter(postings__patient=row).distinct().order_by("on", "id")
    known = _summed(row.practice_id, Patient.objects.for_practice(row.practice_id).filter(pk=row.pk)).get()
    return AccountWhole(row=as_row(known), entries=tuple(as_entry(one) for one in entries))


def _summed(practice: Any, rows: Any) -> Any:
    """Patients with what stands on each account, looked up for the rows that are asked for alone."""
    own = Balance.objects.for_practice(practice).filter(patient=OuterRef("pk")).order_by()
    sums = {one: own.filter(account=one.value).values("patient").annotate(total=Sum("amount")).values("total") for one in Account}
    return rows.annotate(**{f"sum_{one.name.lower()}": Subquery(total) for one, total in sums.items()})


def _rows(practice: Any, asked: Page) -> Any:
    has_account = Balance.objects.for_practice(practice).filter(patient=OuterRef("pk"))
    return _summed(practice, Patient.objects.for_practice(practice).filter(Exists(has_account)))


calls = Calls("accounts", "account:read", shows=as_account)
calls.many(_rows, shows=as_row, seen="account:list:read", summary="Patients' accounts")
calls.one(queries.patient, seen="account:read", summary="One patient's account, with its entries")
