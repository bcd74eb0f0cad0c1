"""What can go wrong with statements and plans."""

from __future__ import annotations

from claimwright.office.kit.errors import NeedsReason as NeedsReason
from claimwright.office.kit.errors import OfficeError


class NotAPlan(OfficeError):
    """A plan that cannot be kept so."""


class NobodyIsDue(OfficeError):
    """A print run for nobody."""

    def __init__(self) -> None:
        super().__init__("Nobody is due for a statement today. Who owes something and why nothing goes out stands below.")


class NotACycle(OfficeError):
    """A dunning cycle that cannot be."""
