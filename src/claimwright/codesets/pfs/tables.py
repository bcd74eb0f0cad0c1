"""The schedule's tables as one value: what the user installed first, and else what comes with the package.

Periodic: a table answers for its own calendar year and for no other. CMS issues four files a year (January A, April B, July C,
October D), each of which holds the whole year; the newest that had begun on the day answers, else the year's first that is here.

From 2026 on each release has two files, of qualifying APM participants (QPP) and of all others: the conversion factor differs, and with it
the units of the imaging cap. ``qpp`` chooses; without the QPP file the other one answers for its units, never for the factor.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from claimwright.core import convert

from ..store import Loaded, Store
from . import packaged
from .values import AnesthesiaFactor, BaseUnits, Locality, RelativeValues, ZipPlace

RVU, RVU_QPP, CONVERSION = "pfs-rvu", "pfs-rvu-qpp", "pfs-conversion"
GPCI, ZIP = "pfs-gpci", "pfs-zip"
ANESTHESIA, BASE_UNITS = "anesthesia-factors", "anesthesia-base-units"
"""Names of the installed systems."""
_ROW = "SELECT * FROM rvu WHERE code = ? AND modifier = ?"
_CONVERSION = "SELECT title FROM code"
_PLACE = "SELECT * FROM gpci WHERE carrier = ? AND locality = ?"
_ZIP = "SELECT * FROM zip WHERE zip = ?"
_FACTOR = "SELECT * FROM factors WHERE carrier = ? AND locality = ?"
_BASE = "SELECT * FROM base_units WHERE code = ?"


class DayTables:
    """The tables in force on one day, with every row that was asked for kept: what prices many services asks it once each."""

    def __init__(self, tables: PfsTables, on: date, rows: dict[tuple[str, str], RelativeValues | None], *, qpp: bool = False) -> None:
        """``rows``: shared by the days of one release; ``qpp``: those of qualifying APM participants."""
        self._tables, self._on, self._rows, self._qpp = tables, on, rows, qpp
        self._places: dict[tuple[str, str], Locality | None] = {}

    def relative_values(self, code: str, modifier: str = "") -> RelativeValues | None:
        """The row of a code (and component, 26, TC or 53)."""
        key = (code, modifier)
        if key not in self._rows:
            self._rows[key] = self._tables.read_row(code, self._on, modifier, qpp=self._qpp)
        return self._rows[key]

    def locality(self, carrier: str, number: str) -> Locality | None:
        """The indices of a locality."""
        key = (carrier, number)
        if key not in self._places:
            self._places[key] = self._tables.read_locality(carrier, number, self._on)
        return self._places[key]


class HeldTables:
    """The tables as they were when a batch began: the store is not looked at again between two services."""

    def __init__(self, tables: PfsTables) -> None:
        """``tables``: those that answer."""
        self._tables, self._days = tables, dict[tuple[date, bool], DayTables]()
        self.zip_place, self.has_zip, self.conversion_factor = tables.zip_place, tables.has_zip, tables.conversion_factor

    def on(self, day: date, *, qpp: bool = False) -> DayTables:
        """The tables of a day."""
        found = self._days.get((day, qpp))
        if found is None:
            found = self._days[day, qpp] = self._tables.on(day, qpp=qpp)
        return found


class PfsTables:
    """Relative values, geographic indices and ZIP codes by day."""

    def __init__(self, store: Store | None = None) -> None:
        """``store``: where installed files are; None: only what comes with the package."""
        self._store = store
        self._seen = 0
        self._forget()

    def on(self, day: date, *, qpp: bool = False) -> DayTables:
        """The tables of a day, whose rows are remembered until something is installed."""
        self._refresh()
        found = self._days.get((day, qpp))
        if found is None:
            release = self._units(day, qpp)
            rows = self._rows.setdefault(release[1] if release else str(day.year), {})
            found = self._days[day, qpp] = DayTables(self, day, rows, qpp=qpp)
        return found

    def relative_values(self, code: str, on: date, modifier: str = "", *, qpp: bool = False) -> RelativeValues | None:
        """The row of a code (and component, 26, TC or 53) in force on a day; ``qpp``: for a qualifying APM participant."""
        return self.on(on, qpp=qpp).relative_values(code, modifier)

    def conversion_factor(self, on: date, *, qpp: bool = False) -> tuple[Decimal, str] | None:
        """Dollars per unit as the installed relative value file of the day states them, and its release; None without such a file.

        A year with one factor for all answers for both; the factor of the others is never given for a qualifying APM participant.
        """
        release = self._release(CONVERSION, on, ("-QPP", "-all") if qpp else ("-nonQPP", "-all"))
        row = self._one(release, _CONVERSION) if release else None
        return None if row is None else (Decimal(row["title"]), row["release"])

    def locality(self, carrier: str, number: str, on: date) -> Locality | None:
        """The indices of a locality in force on a day."""
        return self.on(on).locality(carrier, number)

    def read_row(self, code: str, on: date, modifier: str = "", *, qpp: bool = False) -> RelativeValues | None:
        """The row as the installed file of the day states it, or the package's own."""
        release = self._units(on, qpp)
        if release is None:
            return packaged.relative_values(code, on, modifier)
        row = self._one(release, _ROW, code, modifier)
        if row is None:
            return None
        marks = {name: bool(row[name]) for name in ("nonfacility_na", "facility_na")}
        return convert({**row, **marks}, RelativeValues)

    def read_locality(self, carrier: str, number: str, on: date) -> Locality | None:
        """The indices as the installed file of the day states them, or the package's own."""
        release = self._release(GPCI, on)
        if release is None:
            return packaged.locality(carrier, number, on)
        row = self._one(release, _PLACE, carrier, number)
        return None if row is None else convert(row, Locality)

    def zip_place(self, zip_code: str, on: date) -> ZipPlace | None:
        """The carrier and locality of a ZIP code of five or nine digits; None without an installed table of the day's year."""
        release = self._release(ZIP, on)
        row = self._one(release, _ZIP, zip_code[:5]) if release else None
        return None if row is None else convert({**row, "needs_nine": bool(row["needs_nine"])}, ZipPlace)

    def has_zip(self, on: date) -> bool:
        """Whether a ZIP table of the day's year is installed."""
        return self._release(ZIP, on) is not None

    def anesthesia_factor(self, carrier: str, number: str, on: date) -> AnesthesiaFactor | None:
        """The anaesthesia conversion factor of a locality in force on a day."""
        release = self._release(ANESTHESIA, on)
        if release is None:
            return packaged.anesthesia_factor(carrier, number, on)
        row = self._one(release, _FACTOR, carrier, number)
        return None if row is None else convert(row, AnesthesiaFactor)

    def base_units(self, code: str, on: date) -> BaseUnits | None:
        """The base units of an anaesthesia code: the newest installed list that had begun on the day, stale after its year."""
        begun = [item for item in self._store.installed(BASE_UNITS) if (item[0].first or date.max) <= on] if self._store else []
        row = self._one(begun[-1], _BASE, code) if begun else None
        if row is None:
            return None
        last = begun[-1][0].last
        return convert({**row, "stale": last is not None and on > last}, BaseUnits)

    def _one(self, release: tuple[Loaded, str], query: str, *key: str) -> dict[str, Any] | None:
        assert self._store is not None
        loaded, file = release
        cursor = self._store.connection(file).execute(query, key)
        cells = cursor.fetchone()
        return None if cells is None else {**_named(cursor, cells), "release": loaded.release}

    def _units(self, on: date, qpp: bool) -> tuple[Loaded, str] | None:
        """The relative value file that speaks for a day."""
        return (self._release(RVU_QPP, on) if qpp else None) or self._release(RVU, on)

    def _release(self, system: str, on: date, ends: tuple[str, ...] = ("",)) -> tuple[Loaded, str] | None:
        """The installed release that speaks for a day; looked up again when the store's folder has changed. ``ends``: of its name."""
        if self._store is None:
            return None
        self._refresh()
        key = (system, on, ends)
        if key not in self._releases:
            installed = [item for item in self._store.installed(system) if item[0].release.endswith(ends)]
            ofyear = [item for item in installed if item[0].first and item[0].first.year == on.year]
            begun = [item for item in ofyear if (item[0].first or date.max) <= on]
            begun = [item for item in begun if not item[0].partial] or begun
            self._releases[key] = begun[-1] if begun else ofyear[0] if ofyear else None
        return self._releases[key]

    def _refresh(self) -> None:
        """Forget what was remembered when the store's folder has changed."""
        if self._store is not None and (changed := _changed(self._store.root)) != self._seen:
            self._seen = changed
            self._forget()

    def _forget(self) -> None:
        self._releases: dict[tuple[str, date, tuple[str, ...]], tuple[Loaded, str] | None] = {}
        self._days: dict[tuple[date, bool], DayTables] = {}
        self._rows: dict[str, dict[tuple[str, str], RelativeValues | None]] = {}


def _changed(root: Path) -> int:
    """When the folder last changed, in nanoseconds; 0 where it is not there."""
    try:
        return root.stat().st_mtime_ns
    except OSError:
        return 0


def _named(cursor: sqlite3.Cursor, cells: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: cell for column, cell in zip(cursor.description, cells, strict=True)}


@cache
def _opened(root: Path) -> PfsTables:
    return PfsTables(Store(root))


def open_pfs(store: Store | None = None) -> PfsTables:
    """The tables over a store, opened once per process and place; without a store those of the package alone."""
    return _opened(store.root) if store is not None else _PACKAGED


_PACKAGED = PfsTables()
