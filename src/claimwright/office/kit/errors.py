"""What an action says when it cannot be done: a sentence for a person, without PHI."""

from __future__ import annotations


class OfficeError(Exception):
    """Something a person can mend; the page shows its text."""


class Forbidden(OfficeError):
    """The person's roles do not allow it, it belongs to another practice, or she did what must be somebody else's."""

    def __init__(self, permission: str, why: str = "") -> None:
        """``permission``: what was asked for; ``why``: the rule of duties kept apart, where one forbids it."""
        super().__init__(f"{why}. Ask a colleague." if why else f"Your role does not allow this ({permission}).")
        self.permission = permission


class NeedsReason(OfficeError):
    """Something that is kept with its reason, without one."""

    def __init__(self) -> None:
        super().__init__("Please give a reason. It becomes part of the record.")
