"""What can go wrong while posting."""

from claimwright.office.kit.errors import OfficeError


class NeedsReason(OfficeError):
    """An exception taken off the list without a reason."""

    def __init__(self) -> None:
        super().__init__("Please give a reason. It becomes part of the record.")
