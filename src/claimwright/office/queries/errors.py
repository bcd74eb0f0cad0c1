"""What can go wrong with a query."""

from __future__ import annotations

from collections.abc import Sequence

from claimwright.office.kit.errors import OfficeError


class NotCompliant(OfficeError):
    """The lint found a fault; it may not be sent."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(f"It cannot be sent yet: {'; '.join(faults)}.")


class NotInThisState(OfficeError):
    """Already sent, answered or cancelled."""

    def __init__(self, state: str) -> None:
        super().__init__(f"The query is {state.lower()}; that cannot be done any more.")


class NoAnswer(OfficeError):
    """An answer without the provider's words."""

    def __init__(self) -> None:
        super().__init__("Please enter what the provider documented; it becomes part of the record.")


class NotAsked(OfficeError):
    """A query that is somebody else's to answer."""

    def __init__(self) -> None:
        super().__init__("This query is put to somebody else.")


class NeedsReason(OfficeError):
    """Cancelled without a reason."""

    def __init__(self) -> None:
        super().__init__("Please give a reason. It becomes part of the record.")
