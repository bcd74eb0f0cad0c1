"""What can go wrong with authorizations."""

from __future__ import annotations

from claimwright.office.kit.errors import NeedsReason as NeedsReason
from claimwright.office.kit.errors import OfficeError


class NothingAsked(OfficeError):
    """A request or a number that is not whole."""

    def __init__(self) -> None:
        super().__init__("Say for which insurance, services and days; for a number, who gave it.")


class CannotUse(OfficeError):
    """A number that cannot go where it was to go."""
