"""The factors of a fiscal year (``<year>.toml``) and the rules of all years (``rules.toml``) beside this file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from claimwright.core import Value, convert
from claimwright.core.discovery import tables

RULES = "rules"


class Transfer(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which discharges are transfers, and how the specially paid groups begin."""

    hospital: frozenset[str]
    after_care: frozenset[str]
    exempt: frozenset[str]
    special_first: Decimal


class Rules(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers of the formulas, named as in ``rules.toml``."""

    title: str
    source: str
    marginal: Decimal
    marginal_burns: Decimal
    burns: frozenset[str]
    teaching_multiplier: Decimal
    teaching_exponent: Decimal
    capital_base: Decimal
    capital_teaching: Decimal
    capital_teaching_most: Decimal
    capital_share: Decimal
    capital_geographic: Decimal
    capital_living: Decimal
    capital_beds: int
    empirical_share: Decimal
    share_from: Decimal
    share_steps: tuple[tuple[Decimal, Decimal, Decimal], ...]
    share_most: Decimal
    urban_beds: int
    rural_beds: int
    acquired_percent: Decimal
    transfer: Transfer


class Year(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fiscal year: dollars and shares for hospitals that report quality and use health records."""

    fiscal_year: int
    first: dt.date
    last: dt.date
    standardized_amount: Decimal
    capital_rate: Decimal
    outlier_fixed: Decimal
    labor_share_above_one: Decimal
    labor_share_otherwise: Decimal
    source: str
    standing: str

    def labor_share(self, wage_index: Decimal) -> Decimal:
        """The share of the amount that the wage index moves (42 CFR 412.64(h))."""
        return self.labor_share_above_one if wage_index > 1 else self.labor_share_otherwise


@cache
def rules() -> Rules:
    """The rules of all years."""
    return convert(tables(__package__ or "")[RULES], Rules)


@cache
def years() -> tuple[Year, ...]:
    """Every fiscal year that has a file, oldest first."""
    read = (convert(raw, Year) for name, raw in tables(__package__ or "").items() if name != RULES)
    return tuple(sorted(read, key=lambda year: year.fiscal_year))


def year_of(day: dt.date) -> Year | None:
    """The fiscal year of a discharge, None where it has no file."""
    return next((year for year in years() if year.first <= day <= year.last), None)


def fiscal_year(day: dt.date) -> int:
    """The number of a day's fiscal year."""
    return day.year + (day.month >= 10)
