"""The claim names no payer (status 116, submitted to the wrong payer)."""

from claimwright.core import ClaimStatus

from ..values import Case
from . import refusal

ORDER = 1


def check(case: Case) -> ClaimStatus | None:
    """The payer's identifier is there."""
    return None if case.claim.payer.id else refusal(case.claim, "A3", "116", "PR", "no payer identifier")
