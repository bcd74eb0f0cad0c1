"""``/api/v1/journal``: the entries of the books, each of which balances."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404

from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import id_of
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.api.schemas import Day, Text
from claimwright.office.ledger.models import JournalEntry


class PostingRow(Sparse, frozen=True, kw_only=True):
    """An amount on an account: positive debits, negative credits. ``claim``, ``patient``: their ids; ``line``: REF*6R."""

    id: str
    account: str
    amount: Money
    claim: str | None = None
    patient: str | None = None
    line: str = ""
    payer: str = ""
    group: str = ""
    reason: str = ""


class EntryRow(Sparse, frozen=True, kw_only=True):
    """An entry with its postings, which sum to zero. ``entry_id`` names its source; ``claim``, ``remittance``: their ids."""

    id: str
    entry_id: str
    on: date
    kind: str
    claim: str | None = None
    remittance: str | None = None
    postings: tuple[PostingRow, ...]


class Wanted(Page):
    """Narrowing a list of entries."""

    claim: Text = ""
    remittance: Text = ""
    since: Day = None
    until: Day = None


def as_entry(row: JournalEntry) -> EntryRow:
    """An entry."""
    return EntryRow(
        id=row.public_id, entry_id=row.entry_id, on=row.on, kind=row.kind, claim=id_of(row.claim), remittance=id_of(row.remittance),
        postings=tuple(
            PostingRow(
                id=one.public_id, account=one.account, amount=Money(one.amount), claim=id_of(one.claim), patient=id_of(one.patient),
                line=one.line, payer=one.payer, group=one.group, reason=one.reason,
            )
            for one in row.postings.all()
        ),
    )  # fmt: skip


def entry(practice: Any, public_id: str) -> JournalEntry:
    """One entry of this practice, or 404."""
    found = whole(practice).filter(public_id=public_id).first()
    if found is None:
        raise Http404("no such entry")
    return found


def whole(practice: Any) -> Any:
    """Entries with what :func:`as_entry` reads."""
    rows = JournalEntry.objects.for_practice(practice).select_related("claim", "remittance")
    return rows.prefetch_related("postings__claim", "postings__patient")


def _rows(practice: Any, asked: Wanted) -> Any:
    wanted = {
        "claim__public_id": asked.claim, "remittance__public_id": asked.remittance, "on__gte": asked.since, "on__lte": asked.until,
    }  # fmt: skip
    return whole(practice).filter(**{name: value for name, value in wanted.items() if value})


calls = Calls("journal", "account:read", shows=as_entry)
calls.many(_rows, shows=as_entry, seen="account:list:read", asks=Wanted, summary="Entries of the journal")
calls.one(entry, seen="account:read", summary="One entry")
