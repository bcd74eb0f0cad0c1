"""A claim through every edit, and whether it may go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from claimwright.core import Claim, Finding, Severity

if TYPE_CHECKING:
    from claimwright.codesets import Books
    from claimwright.edits.house import House
    from claimwright.payers import PayerProfile


def scrub(
    claim: Claim, books: Books, *, history: Sequence[Claim] = (), payer: PayerProfile | None = None, received_on: date | None = None,
    house: House | None = None,
) -> list[Finding]:  # fmt: skip
    """Every finding on a claim; without ``payer`` the profile of the payer that the claim names is used, where there is one.

    ``house``: the practice's own rules.
    """
    from claimwright import edits
    from claimwright.payers import profile

    return edits.scrub(claim, books, history=history, payer=payer or profile(claim.payer.id), received_on=received_on, house=house)


def blocking(findings: Iterable[Finding], overridden: Collection[str] = ()) -> list[Finding]:
    """The findings that stop a claim: errors that nobody has overridden (by finding id) with a reason."""
    return [item for item in findings if item.severity is Severity.ERROR and item.id not in overridden]


def ready(findings: Iterable[Finding], overridden: Collection[str] = ()) -> bool:
    """Whether a claim with these findings may be submitted."""
    return not blocking(findings, overridden)
