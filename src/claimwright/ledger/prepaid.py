"""Patients' money that belongs to no claim yet: taken in, applied to a claim later, given back."""

from __future__ import annotations

from datetime import date

from claimwright.core import ZERO, Claim, Money

from .accounts import Account
from .charge import at, holder
from .entry import Entry, Posting, Source, entry_id, move


def prepay(patient: str, amount: Money, on: date, receipt: str) -> Entry:
    """Take money that pays for nothing yet. ``patient``: the practice's number of the person; ``receipt``: what makes it this payment."""
    postings = move(amount, _posting(Account.CASH, patient), _posting(Account.UNAPPLIED, patient))
    return Entry(id=entry_id("prepay", receipt, patient), on=on, kind="unapplied", postings=postings, source=_from(receipt))


def apply_prepaid(claim: Claim, line: str, amount: Money, on: date, decision: str) -> Entry:
    """Let money taken before pay what the patient owes on a claim's line. ``decision``: what makes it this application."""
    postings = move(amount, _posting(Account.UNAPPLIED, holder(claim)), at(claim, line, Account.PATIENT))
    source = Source(kind="person", id=decision)
    key = entry_id("apply-prepaid", decision, claim.id, line)
    return Entry(id=key, on=on, kind="release", postings=postings, source=source, claim=claim.id)


def give_back(patient: str, amount: Money, on: date, receipt: str) -> Entry:
    """Give money back that was taken before and has paid for nothing."""
    postings = move(amount, _posting(Account.UNAPPLIED, patient), _posting(Account.CASH, patient))
    source = Source(kind="person", id=receipt)
    return Entry(id=entry_id("give-back", receipt, patient), on=on, kind="refund", postings=postings, source=source)


def _posting(account: Account, patient: str) -> Posting:
    return Posting(account=account, amount=ZERO, patient=patient)


def _from(receipt: str) -> Source:
    return Source(kind="patient", id=receipt)
