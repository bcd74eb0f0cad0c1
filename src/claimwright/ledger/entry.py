"""The ledger's one kind of record: an entry of postings that sum to zero, never changed, only reversed.

Double entry as any bookkeeping text has it: every amount leaves one account and reaches another. An entry's id is a hash of where it comes
from, so that reading the same source again gives the same entry and nothing is posted twice.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

from claimwright.core import Money, Sparse, replace

from .accounts import Account

EntryKind = Literal[
    "charge", "payment", "reversal", "provider-adjustment", "unapplied", "release",
    "patient-payment", "write-off", "transfer", "refund", "correction",
]  # fmt: skip
SourceKind = Literal["claim", "remittance", "patient", "person"]


class Posting(Sparse, frozen=True, kw_only=True):
    """One amount on one account: positive debits, negative credits.

    ``claim``: our claim id; ``line``: our line's control number, "" for the whole claim. ``patient``: the practice's number of the person;
    ``payer``: the payer's identifier. ``group`` and ``reason``: CAS group and CARC, or the PLB reason; ``reference``: PLB03-2.
    """

    account: Account
    amount: Money
    claim: str = ""
    line: str = ""
    patient: str = ""
    payer: str = ""
    group: str = ""
    reason: str = ""
    reference: str = ""


class Source(Sparse, frozen=True, kw_only=True):
    """What an entry was made from, exact enough to open it.

    ``id``: the claim and version, or the remittance's identity (payer, trace, date, amount, joined by ``|``). ``place``: 1-based place in
    it: which CLP, or which PLB amount of a remittance. ``reference``: the payer's control number (CLP07), or the words of a person.
    """

    kind: SourceKind
    id: str
    place: int = 0
    reference: str = ""


class Entry(Sparse, frozen=True, kw_only=True):
    """Postings that belong together and sum to zero; anything else cannot be built (ValueError with the difference).

    ``on``: the accounting day, always given by the caller. ``claim``: the claim it is about, "" for none. ``reverses``: the id of the entry
    that this one undoes. An entry without postings records that a source moved no money (a claim denied in full).
    """

    id: str
    on: date
    kind: EntryKind
    postings: tuple[Posting, ...]
    source: Source
    claim: str = ""
    reverses: str = ""
    memo: str = ""

    def __post_init__(self) -> None:
        if difference := sum(posting.amount for posting in self.postings):
            raise ValueError(f"the postings of entry {self.id} do not sum to zero: {Money(difference)} left")

    def amount(self, account: Account) -> Money:
        """What the entry puts on one account."""
        return Money.total(posting.amount for posting in self.postings if posting.account is account)


def entry_id(*parts: object) -> str:
    """A short stable name for what ``parts`` identify: the same source gives the same id on every machine."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:24]


def move(amount: Money, debit: Posting, credit: Posting) -> tuple[Posting, ...]:
    """Two postings that carry ``amount`` from ``credit`` to ``debit`` (whose own amounts are templates); nothing for zero."""
    if not amount:
        return ()
    return (replace(debit, amount=amount), replace(credit, amount=-amount))
