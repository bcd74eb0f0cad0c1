"""A price year: factors and switches from ``<year>.toml`` beside this file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from claimwright.core import Value, convert, field
from claimwright.core.discovery import tables


class Percents(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Percent of the fee by payment rule. ``bilateral`` is keyed by the bilateral indicator."""

    bilateral: dict[str, Decimal]
    multiple_first: Decimal
    multiple_second_to_fifth: Decimal
    assistant_physician: Decimal
    assistant_nonphysician: Decimal
    cosurgeon: Decimal
    imaging_technical: Decimal
    imaging_professional: Decimal
    cardiovascular_technical: Decimal
    ophthalmology_technical: Decimal
    therapy_practice_expense: Decimal


class Elsewhere(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A range of codes that another schedule pays, and the words to say so."""

    first: str
    last: str
    reason: str


class Year(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One calendar year of the schedule. Factors are dollars per relative value unit (or anaesthesia unit)."""

    year: int
    first: dt.date
    last: dt.date
    conversion_factor: Decimal
    anesthesia_conversion_factor: Decimal
    source: str
    facility_places: frozenset[str]
    percent: Percents
    unpriced: dict[str, str] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()

    def other_schedule(self, code: str) -> str:
        """Who pays a code that has no row here; "" where nothing is known."""
        return next((other.reason for other in self.elsewhere if other.first <= code <= other.last), "")


@cache
def years() -> dict[int, Year]:
    """Every year that has a file, by number."""
    return {year.year: year for year in (convert(raw, Year) for raw in tables(__package__ or "").values())}


def year_of(day: dt.date) -> Year | None:
    """The year in force on a day, None where its factors are not in."""
    found = years().get(day.year)
    return found if found and found.first <= day <= found.last else None
