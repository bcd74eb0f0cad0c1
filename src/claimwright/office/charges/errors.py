"""What can go wrong with charges."""

from __future__ import annotations

from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.templatetags.office import money


class NotACharge(OfficeError):
    """A service that cannot be charged so."""


class Closed(OfficeError):
    """A batch that was released or given up."""

    def __init__(self) -> None:
        super().__init__("This batch is closed. Key what is missing in a new one.")


class TotalsDiffer(OfficeError):
    """The control totals do not agree with what was keyed."""

    def __init__(self, count: int, expected_count: int, amount: int, expected: int) -> None:
        said = []
        if count != expected_count:
            said.append(f"{count} services are keyed, {expected_count} were counted")
        if amount != expected:
            said.append(f"they come to {money(amount)}, {money(expected)} was added up: {money(amount - expected)} apart")
        super().__init__("Nothing was released: " + "; ".join(said) + ". Find the ticket that differs, or correct the totals.")
