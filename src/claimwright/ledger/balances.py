"""What the entries add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Literal

from claimwright.core import Money

from .accounts import RECEIVABLES, Account
from .entry import Entry, Posting

By = Literal["account", "claim", "line", "payer", "patient", "clearing"]

_KEYS: dict[str, Callable[[Posting], str | None]] = {
    "account": lambda posting: posting.account.value,
    "claim": lambda posting: posting.claim if posting.account in RECEIVABLES else None,
    "line": lambda posting: (posting.line or posting.claim) if posting.account in RECEIVABLES else None,
    "payer": lambda posting: posting.payer if posting.account is Account.INSURANCE else None,
    "patient": lambda posting: posting.patient if posting.account is Account.PATIENT else None,
    "clearing": lambda posting: f"{posting.payer} {posting.reference}".strip() if posting.account is Account.CLEARING else None,
}


def balances(entries: Iterable[Entry], by: By = "account") -> dict[str, Money]:
    """Sums by account; or what is still owed by claim, by line, by payer (insurance only), by patient (the patient's own share only).

    ``line``: by control number; what concerns a claim as a whole stands under the claim's id. ``clearing``: what is open with a payer for
    reasons of no claim, by payer and reference (forwarded balances, recoveries). Keys whose postings cancel stay, with zero, so that a
    page can show that they are settled.
    """
    key, sums = _KEYS[by], defaultdict[str, int](int)
    for entry in entries:
        for posting in entry.postings:
            if (name := key(posting)) is not None:
                sums[name] += posting.amount
    return {name: Money(amount) for name, amount in sums.items()}


def is_balanced(entries: Iterable[Entry]) -> bool:
    """Whether every entry, and so the whole, sums to zero, and no entry is there twice."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen or Money.total(posting.amount for posting in entry.postings):
            return False
        seen.add(entry.id)
    return True
