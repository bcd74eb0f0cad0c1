"""What an action says when it cannot be done: a sentence for a person, without PHI."""

from __future__ import annotations


class OfficeError(Exception):
    """Something a person can mend; the page shows its text."""


class Forbidden(OfficeError):
    """The person's role does not allow it, or it belongs to another practice."""

    def __init__(self, permission: str) -> None:
        """``permission``: what was asked for."""
        super().__init__(f"Your role does not allow this ({permission}).")
        self.permission = permission
