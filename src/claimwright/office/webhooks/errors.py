"""What can go wrong with webhooks."""

from __future__ import annotations

from claimwright.office.kit.errors import OfficeError


class NotAllowed(OfficeError):
    """An address to which nothing is sent."""

    def __init__(self, why: str) -> None:
        """``why``: completes "Nothing is sent there: ..."."""
        super().__init__(f"Nothing is sent there: {why}.")


class NoEvents(OfficeError):
    """A subscription to nothing, or to what there is not."""

    def __init__(self) -> None:
        super().__init__("Choose what the address is to be told of.")


class Ended(OfficeError):
    """A message to an address that was ended."""

    def __init__(self) -> None:
        super().__init__("The address was ended: subscribe it anew.")
