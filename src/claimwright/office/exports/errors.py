"""What can go wrong with files to take away."""

from __future__ import annotations

from claimwright.office.kit.errors import OfficeError


class NoSuchList(OfficeError):
    """A list that cannot be taken away, or is narrowed by what is no amount."""

    def __init__(self) -> None:
        super().__init__("There is no such list to take away.")


class NotReady(OfficeError):
    """A file that cannot be taken now, or not by this person."""
