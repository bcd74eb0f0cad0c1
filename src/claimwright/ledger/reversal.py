"""Undoing: an entry is never changed; its exact contrary is posted beside it."""

from __future__ import annotations

from datetime import date

from claimwright.core import Claim, RemittanceClaim, replace

from .accounts import Account
from .entry import Entry, EntryKind, Source, entry_id
from .journal import Journal


def undo(entry: Entry, on: date, source: Source, key: str, *, kind: EntryKind = "reversal", memo: str = "") -> Entry:
    """The exact contrary of an entry, from a given source under a given id."""
    postings = tuple(replace(posting, amount=-posting.amount) for posting in entry.postings)
    return Entry(id=key, on=on, kind=kind, postings=postings, source=source, claim=entry.claim, reverses=entry.id, memo=memo)


def reverse(entry: Entry, on: date, why: str) -> Entry:
    """Undo an entry by a person's decision (a charge replaced or entered in error). Done twice it is the same entry."""
    return undo(entry, on, Source(kind="person", id=entry.id, reference=why), entry_id("reverse", entry.id), memo=why)


def find_original(answer: RemittanceClaim, claim: Claim, journal: Journal) -> Entry | None:
    """The payment that a reversal (CLP02 22) takes back: the latest that stands, of the same amount and payer's number where possible."""
    standing = journal.standing(claim.id, "payment")

    def likeness(entry: Entry) -> tuple[bool, bool]:
        same_amount = entry.amount(Account.CASH) == -answer.paid
        return same_amount, bool(answer.payer_claim_id) and entry.source.reference == answer.payer_claim_id

    return max(reversed(standing), key=likeness, default=None)
