"""Entries that people make: patient payments, transfers, write-offs, refunds. Each names its source, so each is posted once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimwright.core import Claim, Money

from .accounts import Account
from .charge import at, receivable
from .entry import Entry, EntryKind, Posting, Source, entry_id, move
from .journal import Journal
from .lines import line_name


def patient_payment(claim: Claim, line: str, amount: Money, on: date, receipt: str) -> Entry:
    """Money from the patient for a claim's line (``line`` "" for the claim). ``receipt``: what makes this payment this one."""
    postings = move(amount, at(claim, line, Account.CASH), at(claim, line, Account.PATIENT))
    source = Source(kind="patient", id=receipt)
    key = entry_id("patient-payment", receipt, claim.id, line)
    return Entry(id=key, on=on, kind="patient-payment", postings=postings, source=source, claim=claim.id)


def refund(claim: Claim, line: str, amount: Money, on: date, receipt: str, *, payer: str = "") -> Entry:
    """Money given back, to the patient, or to ``payer``."""
    owed = receivable(claim, line, payer) if payer else at(claim, line, Account.PATIENT)
    postings = move(amount, owed, at(claim, line, Account.CASH, payer))
    source = Source(kind="person", id=receipt)
    key = entry_id("refund", receipt, claim.id, line)
    return Entry(id=key, on=on, kind="refund", postings=postings, source=source, claim=claim.id)


def transfer(claim: Claim, line: str, amount: Money, on: date, decision: str, *, payer: str, why: str) -> Entry:
    """Move what ``payer`` owes to the patient, by a person's decision."""
    postings = move(amount, at(claim, line, Account.PATIENT), receivable(claim, line, payer))
    return _decided("transfer", claim, line, on, decision, postings, why)


def write_off(claim: Claim, line: str, amount: Money, on: date, decision: str, *, why: str, payer: str = "") -> Entry:
    """Give up what ``payer`` (or, without it, the patient) owes. Never automatic: ``why`` says who decided what."""
    owed = receivable(claim, line, payer) if payer else at(claim, line, Account.PATIENT)
    return _decided("write-off", claim, line, on, decision, move(amount, at(claim, line, Account.OTHER, payer), owed), why)


def forward(claim: Claim, secondary: Claim, entries: Iterable[Entry], on: date) -> Entry:
    """Move what the next payer owes on ``claim`` to the claim that asks it for that money. Made twice it is the same entry."""
    payer, journal = secondary.payer.id, Journal(entries)
    postings: list[Posting] = []
    for line in ("", *(line_name(claim, line) for line in claim.lines)):
        amount = journal.owed_exactly(claim.id, line, payer)
        postings.extend(move(amount, receivable(secondary, line, payer), receivable(claim, line, payer)))
    source = Source(kind="claim", id=secondary.id, reference=claim.id)
    key = entry_id("forward", claim.billing.npi, claim.id, secondary.id)
    return Entry(id=key, on=on, kind="transfer", postings=tuple(postings), source=source, claim=secondary.id)


def _decided(kind: EntryKind, claim: Claim, line: str, on: date, decision: str, postings: tuple[Posting, ...], why: str) -> Entry:
    if not why.strip():
        raise ValueError(f"a {kind} needs its reason")
    source = Source(kind="person", id=decision, reference=why)
    key = entry_id(kind, decision, claim.id, line)
    return Entry(id=key, on=on, kind=kind, postings=postings, source=source, claim=claim.id, memo=why)
