"""What can go wrong when something is given up."""

from __future__ import annotations

from claimwright.office.kit.errors import OfficeError
from claimwright.office.kit.templatetags.office import money


class NeedsReason(OfficeError):
    """A write-off, or its refusal, without its reason."""

    def __init__(self) -> None:
        super().__init__("Choose why, and say it in a sentence. Both become part of the record.")


class MoreThanOwed(OfficeError):
    """A write-off of more than stands."""

    def __init__(self, stands: int) -> None:
        super().__init__(f"No more than {money(max(0, stands))} can be written off: that is what is owed, less what is asked for already.")


class AboveLimit(OfficeError):
    """An amount that this person may not approve."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"You may approve up to {money(limit)}. Somebody with a higher limit has to decide.")
