"""What can be taken away: for each list its columns, its rows, and the permission of the page that shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Sum

from claimwright.core import Money
from claimwright.ledger import Account
from claimwright.office.claims.queries import Chosen
from claimwright.office.encounters.models import Patient
from claimwright.office.kit.clock import day_of, office_day
from claimwright.office.ledger.models import Balance, JournalPosting
from claimwright.office.practices.models import Practice

Row = tuple[Any, ...]


class Table(NamedTuple):
    """``rows``: a queryset of what a practice has, narrowed as asked; ``patient``: the way from a row to its patient's key.

    ``line``: the cells of several rows, read together.
    """

    title: str
    permission: str
    columns: tuple[str, ...]
    rows: Callable[[Practice, Mapping[str, str]], Any]
    patient: str
    lines: Callable[[list[Any]], Iterator[Row]]


def _claims(practice: Practice, asked: Mapping[str, str]) -> Any:
    least = Money.parse(asked["least"]) if asked.get("least") else None
    narrowed = {name: asked.get(name, "") for name in ("show", "payer", "age", "code")}
    return Chosen(**narrowed, least=least, on=office_day(practice)).rows(practice).select_related("patient", "payer")


def _claim_lines(rows: list[Any]) -> Iterator[Row]:
    for row in rows:
        yield (
            row.claim_id, row.date_of_service, row.patient.number, row.patient.name, row.payer.name, row.payer.payer_id, row.kind,
            row.frequency, row.sequence, row.charge, row.state, row.sent_on or "", row.payer_claim_id, row.said,
        )  # fmt: skip


def _postings(practice: Practice, asked: Mapping[str, str]) -> Any:
    rows = JournalPosting.objects.for_practice(practice).select_related("entry", "claim", "patient")
    first, last = day_of(asked.get("first", "")), day_of(asked.get("last", ""))
    rows = rows.filter(entry__on__gte=first) if first else rows
    return rows.filter(entry__on__lte=last) if last else rows


def _posting_lines(rows: list[Any]) -> Iterator[Row]:
    for row in rows:
        yield (
            row.entry.on, row.entry.entry_id, row.entry.kind, row.account, row.amount, row.claim.claim_id if row.claim else "", row.line,
            row.patient.number if row.patient else "", row.payer, row.group, row.reason, row.reference,
        )  # fmt: skip


def _accounts(practice: Practice, asked: Mapping[str, str]) -> Any:
    return Patient.objects.for_practice(practice).filter(balances__isnull=False).distinct()


def _account_lines(rows: list[Any]) -> Iterator[Row]:
    sums: dict[tuple[int, str], int] = {}
    balances = Balance.objects.for_practice(rows[0].practice_id).filter(patient__in=rows)
    for one in balances.values("patient", "account").annotate(total=Sum("amount")).order_by():
        sums[one["patient"], one["account"]] = one["total"]
    for row in rows:
        stands = {account: Money(sums.get((row.pk, account.value), 0)) for account in Account}
        adjusted = Money(stands[Account.CONTRACTUAL] + stands[Account.OTHER])
        yield (
            row.number, row.name, Money(-stands[Account.CHARGES]), stands[Account.CASH], adjusted, stands[Account.INSURANCE],
            stands[Account.PATIENT], Money(-stands[Account.UNAPPLIED]),
        )  # fmt: skip


TABLES = {
    "claims": Table(
        "Claims", "claim:read",
        ("claim", "service", "patient number", "patient", "payer", "payer id", "kind", "frequency", "sequence", "charge", "state", "sent",
         "payer's number", "last word"),
        _claims, "patient", _claim_lines,
    ),
    "accounts": Table(
        "Accounts", "account:read",
        ("patient number", "patient", "charged", "paid", "adjusted", "insurance owes", "patient owes", "paid ahead"),
        _accounts, "pk", _account_lines,
    ),
    "ledger": Table(
        "Ledger", "account:read",
        ("day", "entry", "kind", "account", "amount", "claim", "line", "patient number", "payer", "group", "reason", "reference"),
        _postings, "patient", _posting_lines,
    ),
}  # fmt: skip
NARROWING = ("show", "payer", "age", "code", "least", "first", "last")
"""What a list may be narrowed by; nothing of it names a patient."""
