"""The subscriber: id missing, not of the payer's form, or of nobody (status 164 the id, 33 subscriber not found)."""

from claimwright.core import ClaimStatus

from ..values import Case
from . import refusal

ORDER = 20


def check(case: Case) -> ClaimStatus | None:
    """The member id is there, has this payer's form, and belongs to somebody."""
    number = case.claim.subscriber.member_id
    if not number:
        return refusal(case.claim, "A6", "164", "IL", "member id is missing")
    if not case.profile.knows_member_id(number):
        return refusal(case.claim, "A7", "164", "IL", "member id does not have this payer's form")
    if case.member.unknown:
        return refusal(case.claim, "A3", "33", "IL", "member is not known to this payer")
    return None
