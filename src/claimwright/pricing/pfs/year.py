"""A price year: its factors from ``<year>.toml`` beside this file, and the rules of ``rules.toml``, which hold in every year that is in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from claimwright.core import Value, convert, field
from claimwright.core.discovery import tables


class Percents(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Percent of the fee by payment rule. ``bilateral``: by bilateral indicator; ``multiple``: by indicator, then by rank of the day."""

    bilateral: dict[str, Decimal]
    multiple: dict[str, tuple[Decimal, ...]]
    assistant_physician: Decimal
    assistant_nonphysician: Decimal
    cosurgeon: Decimal
    imaging_technical: Decimal
    imaging_professional: Decimal
    cardiovascular_technical: Decimal
    ophthalmology_technical: Decimal
    therapy_practice_expense: Decimal
    equipment: dict[str, Decimal]


class Elsewhere(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A range of codes that another schedule pays, and the words to say so."""

    first: str
    last: str
    reason: str


class Rules(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds in every year. ``unpriced``, ``conditions``: words by status code of the relative value file."""

    facility_places: frozenset[str]
    percent: Percents
    unpriced: dict[str, str]
    conditions: dict[str, str]
    elsewhere: tuple[Elsewhere, ...] = ()

    def other_schedule(self, code: str) -> str:
        """Who pays a code that has no row here; "" where nothing is known."""
        return next((other.reason for other in self.elsewhere if other.first <= code <= other.last), "")


class Factors(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The factors of a period, dollars per relative value unit (or anaesthesia unit). ``*_qpp``: of qualifying APM participants."""

    first: dt.date
    last: dt.date
    conversion_factor: Decimal
    anesthesia_conversion_factor: Decimal
    conversion_factor_qpp: Decimal | None = None
    anesthesia_conversion_factor_qpp: Decimal | None = None
    source: str

    def conversion(self, qpp: bool) -> Decimal:
        """Dollars per relative value unit; before 2026 there is one factor for all."""
        return (self.conversion_factor_qpp if qpp else None) or self.conversion_factor

    def anesthesia_conversion(self, qpp: bool) -> Decimal:
        """Dollars per anaesthesia unit."""
        return (self.anesthesia_conversion_factor_qpp if qpp else None) or self.anesthesia_conversion_factor


class _File(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    year: int
    factors: tuple[Factors, ...] = field(default_factory=tuple)


@cache
def rules() -> Rules:
    """The rules of the schedule."""
    return convert(tables(__package__ or "")["rules"], Rules)


@cache
def years() -> dict[int, tuple[Factors, ...]]:
    """The periods of every year that has a file, by number."""
    found = (convert(raw, _File) for name, raw in tables(__package__ or "").items() if name.isdigit())
    return {one.year: one.factors for one in found}


def factors_on(day: dt.date) -> Factors | None:
    """The factors in force on a day, None where they are not in."""
    return next((one for one in years().get(day.year, ()) if one.first <= day <= one.last), None)
