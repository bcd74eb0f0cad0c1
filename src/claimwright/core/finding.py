"""A finding: what an edit says about a claim. Findings are values, never exceptions: a bad claim is ordinary work."""

from __future__ import annotations

import enum
from datetime import date

from .struct import Sparse, Value


class Severity(enum.StrEnum):
    """ERROR stops a claim until it is fixed or overridden with a reason; WARNING wants a look; INFO explains."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Fix(Value, frozen=True, rename={"kind": "class"}):
    """How to mend it.

    ``kind`` (JSON ``class``): safe = formatting, may be applied by one click; proposed = a person decides; never = would change a code.
    """

    kind: str
    what: str

    @classmethod
    def safe(cls, what: str) -> Fix:
        """Formatting only; nothing that is billed changes."""
        return cls("safe", what)

    @classmethod
    def propose(cls, what: str) -> Fix:
        """A change that a person must decide."""
        return cls("proposed", what)

    @classmethod
    def never(cls, what: str) -> Fix:
        """What a person would have to do; the system never does it, because a code would change."""
        return cls("never", what)


class Finding(Sparse, frozen=True, kw_only=True):
    """One fault of one claim.

    ``line``: line number, None for the whole claim. ``field``: path in the claim object (``lines[2].modifiers``). ``source``: the public
    authority. ``effective``: since when it holds. ``prevents``: the denials it avoids (``CO-97``). ``stale``: the table in use ended
    before the date of service.
    """

    id: str
    severity: Severity
    claim: str
    line: int | None
    field: str
    value: str
    message: str
    fix: Fix
    source: str
    effective: date | None
    prevents: tuple[str, ...]
    stale: bool = False
