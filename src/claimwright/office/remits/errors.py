"""What can go wrong while posting."""

from claimwright.office.kit.errors import NeedsReason as NeedsReason
from claimwright.office.kit.errors import OfficeError


class NoSuchClaim(OfficeError):
    """A claim number that this practice does not have."""

    def __init__(self, claim_id: str) -> None:
        super().__init__(f"There is no claim {claim_id!r} in this practice.")
