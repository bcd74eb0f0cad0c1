"""What can go wrong with jobs."""

from __future__ import annotations

from claimwright.office.kit.errors import OfficeError


class Cancelled(Exception):
    """Somebody called the job off; what it did so far stays, for each step was whole."""


class NotNow(OfficeError):
    """The job is not in a state for that."""

    def __init__(self, what: str, state: str) -> None:
        super().__init__(f"A job that is {state.lower()} cannot be {what}.")
