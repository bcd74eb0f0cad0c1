"""Add-on codes and the services they add to: the installed quarterly table, else a few of its rows.

Source: CMS, NCCI add-on code edits (types 1, 2 and 3) and NCCI Policy Manual for Medicare Services, chapter I, section R. Cumulative:
after its last release the table still answers, as stale.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from claimwright.core import Claim, ClaimLine, Value

from .families import OFFICE
from .schedule import YEARS, indicators

if TYPE_CHECKING:
    from claimwright.codesets import Books

    from .reference import Reference

PRIMARIES: dict[str, tuple[str, ...]] = {
    "90472": ("90460", "9047", "G0008", "G0009", "G0010"),
    "90461": ("90460",),
    "99292": ("99291",),
    "G2211": (*OFFICE, "9934", "9935"),
}
"""Prefixes of the primaries that the tables list (2024 Q3; G2211 with home visits from 2026-01-01)."""
CONTRACTOR_DECIDES = frozenset(("0054T", "0055T", "0437T"))
"""Some add-ons of type 2 (2024 Q3)."""
CONTRACTOR = "CCCCC"
"""What the table names where the contractor decides."""


class AddOn(Value, frozen=True):
    """What a code adds to on a day. ``type``: 1 the listed primaries only, 2 those the contractor accepts, 3 both."""

    type: int
    primaries: tuple[str, ...]
    source: str = ""
    stale: bool = False

    def is_primary(self, procedure: str) -> bool:
        """Whether a procedure is one of the listed primaries."""
        return bool(procedure) and procedure.startswith(self.primaries)


def is_add_on(procedure: str, books: Books | None) -> bool:
    """Whether a procedure is an add-on by any table at hand, whatever the day."""
    if not procedure:
        return False
    listed = bool(books.official.add_ons.find(procedure, on=date.max)) if books is not None else False
    return listed or procedure in PRIMARIES or procedure in CONTRACTOR_DECIDES or adds_by_schedule(procedure, books)


def adds_by_schedule(procedure: str, books: Books | None, on: date | None = None) -> bool:
    """Whether the fee schedule gives a procedure the global days ZZZ, on a day or in any of its years."""
    days = (on,) if on else tuple(date(year, 7, 1) for year in YEARS)
    return any((known := indicators(books, procedure, day)) is not None and known.global_days == "ZZZ" for day in days)


def add_on(line: ClaimLine, reference: Reference) -> AddOn | None:
    """What the line's procedure adds to; None for a service that stands by itself."""
    return add_on_of(line.procedure, reference.day(line), reference.books) if line.procedure else None


def add_on_of(procedure: str, on: date, books: Books | None) -> AddOn | None:
    """What a procedure adds to on a day; None for one that stands by itself."""
    return _add_on(books, getattr(getattr(books, "store", None), "generation", 0), procedure, on)


@lru_cache(65_536)
def _add_on(books: Books | None, _generation: int, code: str, on: date) -> AddOn | None:
    rows = books.official.add_ons.find(code, on=on) if books is not None else ()
    held = [row for row in rows if (row.first or date.min) <= on <= (row.last or date.max)]
    if held:
        listed = tuple(row.primary for row in held if row.primary != CONTRACTOR)
        return AddOn(held[0].type, listed, held[0].source, any(row.stale for row in held))
    if code in CONTRACTOR_DECIDES:
        return AddOn(2, ())
    return AddOn(1, PRIMARIES[code]) if code in PRIMARIES else None


def others_of_the_day(claim: Claim, line: ClaimLine, reference: Reference) -> list[ClaimLine]:
    """The lines of other procedures on the line's day."""
    day = reference.day(line)
    return [other for other in claim.lines if other.procedure != line.procedure and reference.day(other) == day]
