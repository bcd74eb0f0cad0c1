"""The numbers of ``part_b.toml`` as values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from claimwright.core import Money, Value, convert, field
from claimwright.core.discovery import tables


class Practitioner(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of practitioner. ``percent``: of the physician's fee. ``assignment``: may not charge above the allowed amount."""

    specialty: str
    words: str
    percent: Decimal
    assignment: bool = False
    taxonomy: tuple[str, ...] = ()
    source: str


class Participation(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Percentages for those who do not participate. ``limiting``: of the non-participating amount."""

    nonparticipating: Decimal
    limiting: Decimal
    source: str


class Percent(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A percentage and where it stands."""

    percent: Decimal
    source: str


class Period(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A percentage from a day to a day."""

    first: dt.date
    last: dt.date
    percent: Decimal


class Codes(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of procedure codes."""

    codes: frozenset[str]


class PartB(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it. ``deductible``: the yearly amount by year."""

    participation: Participation
    coinsurance: Percent
    deductible: dict[str, Money]
    sequestration: tuple[Period, ...]
    therapy_assistant: Percent
    screening: tuple[Period, ...]
    preventive: Codes
    practitioners: tuple[Practitioner, ...] = field(default_factory=tuple)

    def sequestered(self, day: dt.date) -> Decimal:
        """Percent taken off the payment for services of a day."""
        return _percent(self.sequestration, day) or Decimal(0)

    def screening_coinsurance(self, day: dt.date) -> Decimal | None:
        """Percent that a patient owes of a screening that became a treatment; None where no period holds."""
        return _percent(self.screening, day)


@cache
def part_b() -> PartB:
    """The rules in the package."""
    return convert(tables(__package__ or "")["part_b"], PartB)


@cache
def practitioner(name: str) -> Practitioner | None:
    """A practitioner by CMS specialty code, taxonomy code or words; None for a physician or one that has no rule of their own."""
    wanted = name.strip().lower()
    for one in part_b().practitioners:
        if wanted in (one.specialty.lower(), one.words) or (len(wanted) == 10 and wanted.upper().startswith(one.taxonomy)):
            return one
    return None


def _percent(periods: tuple[Period, ...], day: dt.date) -> Decimal | None:
    return next((one.percent for one in periods if one.first <= day <= one.last), None)
