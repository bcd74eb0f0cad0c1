"""What can go wrong at registration."""

from __future__ import annotations

from claimwright.office.kit.errors import OfficeError


class NumberTaken(OfficeError):
    """The practice has a patient with this number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"There is a patient with the number {number} already.")


class NotMerged(OfficeError):
    """Two records that cannot be made one."""


class NeedsReason(OfficeError):
    """A merge without a reason."""

    def __init__(self) -> None:
        super().__init__("Please say how you know that both records are one person's. It becomes part of the record.")


class NothingInFile(OfficeError):
    """A file without an encounter that can be taken in."""


class NotPossible(OfficeError):
    """Something that this visit does not allow any more."""
