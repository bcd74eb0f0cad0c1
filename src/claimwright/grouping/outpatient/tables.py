"""The addenda a claim is grouped by: what is installed, by day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from claimwright.core import Value, convert
from claimwright.core.discovery import tables

from ..values import Installed

if TYPE_CHECKING:
    from claimwright.codesets.official.rows import Apc, Complexity, Composite, ComprehensiveRank, DeviceOffset, OutpatientService


class Imaging(Value, frozen=True, forbid_unknown_fields=True, rename={"contrast": "with"}):
    """A family of imaging services and its composite APCs; ``contrast``: the one with contrast, "" where there is none."""

    without: str
    name: str
    contrast: str = ""


class Bills(Value, frozen=True, forbid_unknown_fields=True):
    """Types of bill, two digits."""

    grouped: frozenset[str]
    laboratory_only: frozenset[str]


class Comprehensive(Value, frozen=True, forbid_unknown_fields=True):
    """What is not packaged into a comprehensive APC: by status, by APC title, by code."""

    status: frozenset[str]
    unpaid: frozenset[str]
    new_technology: str
    drugs: frozenset[str]
    ambulance: frozenset[str]
    mammography: frozenset[str]
    preventive: frozenset[str]

    def excluded(self, code: str) -> str:
        """Why a code is excluded by name; "" where it is not."""
        named = {"drug without a code of its own": self.drugs, "ambulance": self.ambulance, "mammography": self.mammography,
                 "preventive service": self.preventive}  # fmt: skip
        return next((why for why, codes in named.items() if code in codes), "")


class Observation(Value, frozen=True, forbid_unknown_fields=True):
    """When a stay under observation is one comprehensive payment."""

    hours_code: str
    hours: int
    visits: frozenset[str]
    same_day: frozenset[str]
    apc: str


class MentalHealth(Value, frozen=True, forbid_unknown_fields=True):
    """The APC that a day of mental health services never exceeds."""

    apc: str


class Composites(Value, frozen=True, forbid_unknown_fields=True):
    """Composite APCs of Addendum M."""

    imaging: tuple[Imaging, ...]
    critical_care: dict[str, str]
    mental_health: MentalHealth


class Discounts(Value, frozen=True, forbid_unknown_fields=True):
    """Fractions of the rate that are left, and the modifiers that call for them."""

    several: Decimal
    ended: Decimal
    ended_modifiers: frozenset[str]
    bilateral_modifier: str
    bilateral: frozenset[str]


class Rules(Value, frozen=True, forbid_unknown_fields=True):
    """The whole of ``rules.toml``."""

    title: str
    source: str
    bills: Bills
    comprehensive: Comprehensive
    observation: Observation
    composites: Composites
    discounts: Discounts


@cache
def rules() -> Rules:
    """The rules."""
    return convert(tables(__package__ or "")["rules"], Rules)


class Addenda:
    """Rows of the addenda in force on a day; None where a table is not installed or has no such row."""

    def __init__(self, books: Installed | None) -> None:
        """``books``: where they may be installed."""
        from claimwright.codesets.official.shelf import shelf_of

        self._shelf = shelf_of(books.store) if books else None
        self._store = books.store if books else None

    def installed(self, on: dt.date) -> bool:
        """Whether Addendum B of the day is here."""
        return self._shelf is not None and any(True for _ in self._shelf.outpatient_services.releases.begun(on, periodic=True))

    def service(self, code: str, on: dt.date) -> OutpatientService | None:
        """A code of Addendum B."""
        return self._shelf.outpatient_services.lookup(code, on=on) if self._shelf else None

    def apc(self, apc: str, on: dt.date) -> Apc | None:
        """An APC of Addendum A."""
        return self._shelf.apcs.lookup(apc, on=on) if self._shelf else None

    def rank(self, code: str, on: dt.date) -> ComprehensiveRank | None:
        """Rank of a comprehensive service, Addendum J."""
        return self._shelf.comprehensive_ranks.lookup(code, on=on) if self._shelf else None

    def complexity(self, code: str, secondary: str, on: dt.date) -> Complexity | None:
        """A pair of Addendum J that is paid one level higher."""
        return self._shelf.complexity.lookup(code, secondary, on=on) if self._shelf else None

    def composite(self, code: str, on: dt.date) -> Composite | None:
        """A code of Addendum M."""
        return self._shelf.composites.lookup(code, on=on) if self._shelf else None

    def offset(self, code: str, on: dt.date) -> DeviceOffset | None:
        """The device part of a device-intensive procedure, Addendum P."""
        return self._shelf.device_offsets.lookup(code, on=on) if self._shelf else None

    def bilateral(self, code: str, on: dt.date) -> str:
        """The bilateral indicator of the physician fee schedule; "" where it is not known."""
        from claimwright.codesets.pfs import open_pfs

        row = open_pfs(self._store).relative_values(code, on)
        return row.bilateral if row else ""
