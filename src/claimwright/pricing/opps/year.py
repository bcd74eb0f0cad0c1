"""The factors of a year (``<year>.toml``) and the rules of all years (``rules.toml``) beside this file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from claimwright.core import Value, convert
from claimwright.core.discovery import tables

RULES = "rules"


class Rules(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shares, percentages and the statuses they hold for."""

    title: str
    source: str
    labor_share: Decimal
    wage_adjusted: frozenset[str]
    procedures: frozenset[str]
    new_technology: tuple[tuple[int, int], ...]
    rural_sole_community: Decimal
    not_rural_adjusted: frozenset[str]
    outlier_multiple: Decimal
    outlier_percent: Decimal
    off_campus: Decimal
    off_campus_modifier: str
    excepted_modifier: str
    clinic_visit: str
    composites: frozenset[str]

    def is_new_technology(self, apc: str) -> bool:
        """Whether an APC is one of new technology."""
        return apc.isdigit() and any(first <= int(apc) <= last for first, last in self.new_technology)


class Year(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One calendar year. Dollars; None: not known from a public source here."""

    year: int
    first: dt.date
    last: dt.date
    conversion_factor: Decimal
    quality_ratio: Decimal | None = None
    outlier_fixed: Decimal | None = None
    copayment_cap: Decimal | None = None
    source: str
    standing: str


@cache
def rules() -> Rules:
    """The rules of all years."""
    return convert(tables(__package__ or "")[RULES], Rules)


@cache
def years() -> dict[int, Year]:
    """Every year that has a file."""
    read = (convert(raw, Year) for name, raw in tables(__package__ or "").items() if name != RULES)
    return {year.year: year for year in read}


def year_of(day: dt.date) -> Year | None:
    """The year in force on a day, None where it has no file."""
    return years().get(day.year)
