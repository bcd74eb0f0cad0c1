"""What can go wrong with jobs."""

from __future__ import annotations

from datetime import timedelta

from claimwright.office.kit.errors import OfficeError


class Cancelled(Exception):
    """Somebody called the job off; what it did so far stays, for each step was whole."""


class Later(Exception):
    """The job cannot go on now, for no fault of its own; it begins again after a while, however often."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(after)
        self.after = after


class Interrupted(Exception):
    """The worker is to stop: the job goes back to where it waited."""


class NotNow(OfficeError):
    """The job is not in a state for that."""

    def __init__(self, what: str, state: str) -> None:
        super().__init__(f"A job that is {state.lower()} cannot be {what}.")
