"""Claim charge and line charges differ (status 400, the claim is out of balance)."""

from claimwright.core import ClaimStatus, Money

from ..values import Case
from . import refusal

ORDER = 30


def check(case: Case) -> ClaimStatus | None:
    """CLM02 is the sum of the lines' charges, and there is at least one line."""
    lines = case.claim.lines
    if lines and case.claim.charge == Money.total(line.charge for line in lines):
        return None
    return refusal(case.claim, "A8", "400", message="total charge is not the sum of the lines")
