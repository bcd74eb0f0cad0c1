"""How long money has been owed, by who owes it.

Buckets as the industry states them (0-30, 31-60, 61-90, 91-120, over 120 days). A balance ages from the day it became this party's: the
charge for a payer, the transfer for the next payer or the patient. Credits are shown apart, because netting them hides receivables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from claimwright.core import ZERO, Money, Value, field

from .accounts import RECEIVABLES, Account
from .entry import Entry

Bucket = Literal["0-30", "31-60", "61-90", "91-120", "120+"]
BUCKETS: tuple[Bucket, ...] = ("0-30", "31-60", "61-90", "91-120", "120+")
Key = tuple[str, str, str, str]
LAST_DAYS = (30, 60, 90, 120)
"""The last day of each bucket but the one without an end."""


class OpenBalance(Value, frozen=True, kw_only=True):
    """What one party owes on one line, since when. ``payer`` "" means the patient."""

    claim: str
    line: str
    patient: str
    payer: str
    amount: Money
    since: date


class Aging(Value, frozen=True, kw_only=True):
    """One responsible party's receivable. ``buckets`` sums debits only; ``credits`` is what we may owe back (negative)."""

    party: Literal["insurance", "patient"]
    who: str
    buckets: dict[Bucket, Money] = field(default_factory=dict)
    credits: Money = ZERO

    @property
    def total(self) -> Money:
        """Debits and credits together."""
        return Money.total(self.buckets.values()) + self.credits


def open_balances(entries: Iterable[Entry], on: date | None = None) -> Iterator[OpenBalance]:
    """Every receivable that is not zero, counting entries up to and including ``on``.

    By line; a claim that was paid or adjusted as a whole (the payer sent no lines) is one balance of the claim, ``line`` "".
    """
    sums: dict[Key, int] = {}
    since: dict[Key, date] = {}
    for entry in entries:
        if on is not None and entry.on > on:
            continue
        for posting in entry.postings:
            if posting.account in RECEIVABLES:
                payer = posting.payer if posting.account is Account.INSURANCE else ""
                key = (posting.claim, posting.line, posting.patient, payer)
                sums[key] = sums.get(key, 0) + posting.amount
                since[key] = min(since.get(key, entry.on), entry.on)
    whole = {(claim, payer) for claim, line, _, payer in sums if not line}
    for (claim, line, patient, payer), amount in _netted(sums, since, whole).items():
        if amount:
            first = since[claim, line, patient, payer]
            yield OpenBalance(claim=claim, line=line, patient=patient, payer=payer, amount=Money(amount), since=first)


def _netted(sums: dict[Key, int], since: dict[Key, date], whole: set[tuple[str, str]]) -> dict[Key, int]:
    """The same with the lines of ``whole`` claims (claim and party) added up; ``since`` follows."""
    found: dict[Key, int] = {}
    for (claim, line, patient, payer), amount in sums.items():
        key = (claim, "" if (claim, payer) in whole else line, patient, payer)
        found[key] = found.get(key, 0) + amount
        since[key] = min(since.get(key, date.max), since[claim, line, patient, payer])
    return found


def aging(entries: Iterable[Entry], on: date) -> list[Aging]:
    """The receivables as they stood at the end of a day, one row per payer and per patient, insurance first."""
    rows: dict[tuple[str, str], Aging] = {}
    for balance in open_balances(entries, on):
        party = "insurance" if balance.payer else "patient"
        who = balance.payer or balance.patient
        row = rows.get((party, who)) or Aging(
            party="insurance" if balance.payer else "patient", who=who, buckets=dict.fromkeys(BUCKETS, ZERO)
        )
        rows[party, who] = _with(row, balance, bucket((on - balance.since).days))
    return [rows[key] for key in sorted(rows)]


def bucket(days: int) -> Bucket:
    """The bucket of an age in days."""
    return BUCKETS[sum(days > last for last in LAST_DAYS)]


def _with(row: Aging, balance: OpenBalance, where: Bucket) -> Aging:
    if balance.amount < 0:
        return Aging(party=row.party, who=row.who, buckets=row.buckets, credits=row.credits + balance.amount)
    row.buckets[where] += balance.amount
    return row
