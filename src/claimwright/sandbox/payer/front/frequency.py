"""A replacement or void that this payer does not take (status 535), or that names no claim of its own (status 464)."""

from claimwright.core import ClaimStatus

from ..state import payee_key
from ..values import Case
from . import refusal

ORDER = 40


def check(case: Case) -> ClaimStatus | None:
    """Frequency 7 and 8 name the payer's control number of a claim that was adjudicated."""
    claim = case.claim
    if claim.frequency not in ("7", "8"):
        return None
    if not case.profile.accepts_replacement and claim.kind == "professional":
        return refusal(claim, "A7", "535", message="this payer takes no replacement or void; ask for a reopening")
    earlier = case.memory.settled.get(claim.payer_claim_id)
    if earlier is None or (earlier.payer, earlier.payee) != (claim.payer.id, payee_key(claim)):
        return refusal(claim, "A7", "464", message="the payer's control number names no claim")
    return None
