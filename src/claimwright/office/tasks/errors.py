"""What can go wrong with tasks and notes."""

from claimwright.office.kit.errors import OfficeError


class Incomplete(OfficeError):
    """A task without words, owner or day, or a note without words."""
