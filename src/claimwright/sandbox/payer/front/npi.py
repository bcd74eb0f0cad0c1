"""Billing or rendering NPI that cannot be one (status 562 with the entity: 85 billing, 82 rendering)."""

from claimwright.core import ClaimStatus, npi_is_valid

from ..values import Case
from . import refusal

ORDER = 10


def check(case: Case) -> ClaimStatus | None:
    """Both NPIs carry a right check digit; a rendering provider may be left out where it is the billing one."""
    claim = case.claim
    if not npi_is_valid(claim.billing.npi):
        return refusal(claim, "A7", "562", "85", "billing NPI is not valid")
    if claim.rendering and claim.rendering.npi and not npi_is_valid(claim.rendering.npi):
        return refusal(claim, "A7", "562", "82", "rendering NPI is not valid")
    return None
