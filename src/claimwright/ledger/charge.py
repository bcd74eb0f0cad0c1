"""Charging a claim: the day its lines become money that somebody owes."""

from __future__ import annotations

from datetime import date

from claimwright.core import ZERO, Claim, ClaimLine, Money

from .accounts import Account
from .entry import Entry, Posting, Source, entry_id, move
from .lines import line_name


def charge(claim: Claim, on: date) -> Entry:
    """Debit each line to what the payer owes, credit it to charges. The same claim gives the same entry, whatever its version.

    A claim without lines is charged as a whole. Raises ValueError when the lines do not sum to the claim's charge: such a claim is not
    ready, and its difference must not reach the books.
    """
    total = Money.total(line.charge for line in claim.lines)
    if claim.lines and total != claim.charge:
        raise ValueError(f"the lines of claim {claim.id} sum to {total}, not to its charge {claim.charge}: {claim.charge - total} left")
    postings = [posting for line in claim.lines for posting in _charged(claim, line)]
    if not claim.lines:
        postings.extend(_pair(claim, "", claim.charge))
    source = Source(kind="claim", id=claim.id, place=claim.version, reference=claim.encounter)
    return Entry(
        id=entry_id("charge", claim.billing.npi, claim.id), on=on, kind="charge", postings=tuple(postings), source=source, claim=claim.id
    )


def _charged(claim: Claim, line: ClaimLine) -> tuple[Posting, ...]:
    return _pair(claim, line_name(claim, line), line.charge)


def _pair(claim: Claim, line: str, amount: Money) -> tuple[Posting, ...]:
    return move(amount, receivable(claim, line, claim.payer.id), at(claim, line, Account.CHARGES))


def receivable(claim: Claim, line: str, payer: str, group: str = "", reason: str = "") -> Posting:
    """What ``payer`` owes on a claim's line: a posting to fill with an amount."""
    return at(claim, line, Account.INSURANCE, payer, group, reason)


def at(claim: Claim, line: str, account: Account, payer: str = "", group: str = "", reason: str = "") -> Posting:
    """A posting on a claim's line, to fill with an amount."""
    return Posting(account=account, amount=ZERO, claim=claim.id, line=line, patient=holder(claim), payer=payer, group=group, reason=reason)


def holder(claim: Claim) -> str:
    """Whose account it is: the practice's number of the patient; a claim that came without one stands for itself."""
    return claim.patient.id or claim.id
