"""A service found, with all its words."""

from __future__ import annotations

from claimwright.core import Evidence, Value


class Service(Value, frozen=True):
    """``minor``: a procedure that asks for modifier 25 on a visit of the same day. ``rules``: why it has its modifiers."""

    code: str
    system: str
    words: str
    kind: str
    evidence: tuple[Evidence, ...]
    modifiers: tuple[str, ...] = ()
    minor: bool = False
    units: int = 1
    rules: tuple[str, ...] = ()


FACILITY = frozenset({"19", "21", "22", "23", "24"})
"""Places of service where the facility bills drugs, staff and the technical part (CMS place-of-service code set)."""
