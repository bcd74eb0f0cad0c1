"""``/api/v1/search``: anything by a number or a name, among what the caller may see."""

from __future__ import annotations

from typing import Any

from claimwright.core.struct import Sparse
from claimwright.office.api.declaring import Calls
from claimwright.office.tasks.queries import Found, anything


class FoundRow(Sparse, frozen=True, kw_only=True):
    """Something that was found: what it is, how it is called, the address of its page."""

    kind: str
    name: str
    more: str
    address: str


def as_found(row: Found) -> FoundRow:
    """Something that was found."""
    return FoundRow(kind=row.kind, name=row.name, more=row.more, address=row.href)


def find(by: Any, words: str) -> list[Found]:
    """Whatever these words name."""
    return anything(by.practice, words.strip(), by.permissions())


calls = Calls("search", "everything:search", own=True)
calls.search("", find, shows=as_found, seen="everything:search", summary="Anything by a number or a name")
