"""What can go wrong with money that came in."""

from __future__ import annotations

from claimwright.office.kit.errors import NeedsReason as NeedsReason
from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.templatetags.office import money


class NotAPayment(OfficeError):
    """A payment that cannot be booked so."""


class InAnotherDeposit(OfficeError):
    """A payment that somebody has put into a deposit already."""

    def __init__(self) -> None:
        super().__init__("A payment that was chosen is in another deposit by now. Nothing was changed: look at the list again.")


class MoreThanCredit(OfficeError):
    """A refund of more than there is."""

    def __init__(self, credit: int) -> None:
        super().__init__(f"No more than {money(credit)} can be given back: that is the credit that stands, less what is asked for already.")


class NotProved(OfficeError):
    """A keyed EOB that does not balance."""
