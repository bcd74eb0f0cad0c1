"""What can go wrong while posting."""

from claimwright.office.kit.errors import OfficeError


class NoSuchClaim(OfficeError):
    """A claim number that this practice does not have."""

    def __init__(self, claim_id: str) -> None:
        super().__init__(f"There is no claim {claim_id!r} in this practice.")


class NeedsReason(OfficeError):
    """An exception taken off the list without a reason."""

    def __init__(self) -> None:
        super().__init__("Please give a reason. It becomes part of the record.")
