"""Procedure-to-procedure (PTP) edits: of two services on one day by one provider, the one in column two is part of the one in column one.

Source: CMS, NCCI Policy Manual for Medicare Services, chapter I; quarterly PTP tables (practitioner and ambulatory surgery; hospital).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from claimwright.core import Value
from claimwright.core.discovery import tables

from ..store import Loaded, Store, day_number, from_day_number
from ..tables import table
from .packing import OPEN, PTP_ROW, unpack

Setting = Literal["practitioner", "hospital"]
SYSTEM = {"practitioner": "ncci-ptp-practitioner", "hospital": "ncci-ptp-hospital"}
_CODE = 5
"""Bytes of a code."""
VOID_INDICATOR = 9
"""An edit deleted on the day it began: it never held."""


Windows = dict[str, list[tuple[int, int, int]]]
"""By column-two code: first and last day as the store writes them, and the modifier indicator."""


class PtpEdit(Value, frozen=True, kw_only=True):
    """One edit as it stands on a day.

    ``indicator``: 0 never separable, 1 separable by a modifier. ``last``: the deletion date, which is the last day in force; None: open.
    ``source``: the release that said it. ``stale``: the day asked for lies after that release's last day.
    """

    column_one: str
    column_two: str
    indicator: int
    first: date
    last: date | None = None
    source: str
    stale: bool = False

    def is_separated_by(self, modifiers: Iterable[str], on: date) -> bool:
        """Whether these modifiers of the two lines allow both services (NCCI Policy Manual, I.E).

        ``on`` is the day of service. Anatomic modifiers separate only where they differ: give those of both lines, and one that comes
        twice (both lines on the same side) does not count.
        """
        if self.indicator != 1:
            return False
        counted = tuple(modifiers)
        anatomic, others = associated(on)
        return any(name in others or (name in anatomic and counted.count(name) == 1) for name in counted)


class _Window(NamedTuple):
    """One row of a table; days as the store writes them. ``horizon``: the last day that its release speaks of."""

    column_one: str
    column_two: str
    first: int
    last: int
    indicator: int
    source: str
    horizon: int

    def holds(self, day: int) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day <= self.last and self.indicator != VOID_INDICATOR


@lru_cache(4096)
def associated(on: date) -> tuple[frozenset[str], frozenset[str]]:
    """The NCCI-associated modifiers of a day: the anatomic ones, and the others (NCCI Policy Manual, I.E)."""
    rows = [row for row in table("modifiers") if row.facts.get("separates_ptp") and row.holds(on)]
    anatomic = frozenset(row.code for row in rows if row.facts.get("use") == "anatomic")
    return anatomic, frozenset(row.code for row in rows) - anatomic


class PtpTable:
    """The edits of one setting at a time, by column-one code."""

    def __init__(self, store: Store | None) -> None:
        """``store``: where installed files are; None: only our own examples."""
        self._store = store
        self._pair = lru_cache(200_000)(self._read_pair)
        self._parts = lru_cache(2048)(self._read_parts)
        self._files = lru_cache(2)(self._read_files)
        self._range = lru_cache(64)(self._read_range)

    def active(self, code1: str, code2: str, on: date, setting: Setting = "practitioner") -> PtpEdit | None:
        """The edit between two codes in force on a day, whichever of them is in column one; None where there is none."""
        windows = self._pair(code1, code2, setting, self.generation)
        if not windows:
            return None
        day = day_number(on)
        return next((_edit(window, day) for window in windows if window.holds(day)), None)

    def ever(self, code1: str, code2: str, setting: Setting = "practitioner") -> bool:
        """Whether any row, of whatever day, is about the two codes."""
        return bool(self._pair(code1, code2, setting, self.generation))

    def releases(self, setting: Setting = "practitioner") -> tuple[Loaded, ...]:
        """What is installed of a setting, oldest first; empty where our own examples answer."""
        return tuple(loaded for loaded, _file in self._installed(setting))

    def windows(self, one: str, setting: Setting = "practitioner") -> Windows:
        """All windows of a code in column one, by the code in column two; those of indicator 9 never held."""
        if not self._installed(setting):
            return _examples_of(one, setting)
        found: Windows = {}
        said: dict[str, Loaded] = {}
        for loaded, packed in self._parts(one, setting, self.generation):
            for two, first, last, indicator in unpack(packed, PTP_ROW):
                if said.setdefault(two, loaded).first == loaded.first:
                    found.setdefault(two, []).append((first, last, indicator))
        return found

    def _read_pair(self, one: str, two: str, setting: Setting, _generation: int) -> tuple[_Window, ...]:
        """Every window of two codes, whichever is in column one. The newest release that has a pair has the last word on it."""
        return (*self._ordered(one, two, setting), *self._ordered(two, one, setting))

    def _ordered(self, one: str, two: str, setting: Setting) -> Iterator[_Window]:
        if not self._installed(setting):
            windows = _examples_of(one, setting).get(two, ())
            yield from (_Window(one, two, *window, example_source(), example_horizon()) for window in windows)
            return
        said: Loaded | None = None
        for loaded, packed in self._parts(one, setting, self.generation):
            if said is not None and said.first != loaded.first:
                break
            horizon = day_number(loaded.last) if loaded.last else OPEN
            for window in _windows(packed, two):
                said = loaded
                yield _Window(one, two, *window, loaded.source, horizon)

    @property
    def generation(self) -> int:
        """Another number after every change of what is installed."""
        return self._store.generation if self._store else 0

    def _installed(self, setting: Setting) -> list[tuple[Loaded, str]]:
        return self._files(setting, self.generation)

    def _read_files(self, setting: Setting, _generation: int) -> list[tuple[Loaded, str]]:
        return self._store.installed(SYSTEM[setting]) if self._store else []

    def _read_parts(self, one: str, setting: Setting, _generation: int) -> tuple[tuple[Loaded, bytes], ...]:
        """The packed edits of a code in column one, newest release first; below a whole release that has the code no other counts."""
        assert self._store is not None
        found: list[tuple[Loaded, bytes]] = []
        whole: date | None = None
        for loaded, file in reversed(self._installed(setting)):
            if whole is not None and loaded.first != whole:
                break  # an older release: the newer one repeats all of it
            first, last = self._range(file, loaded.sha256)
            if not first <= one <= last:
                continue
            if row := self._store.connection(file).execute("SELECT edits FROM ptp WHERE column_one = ?", (one,)).fetchone():
                found.append((loaded, row[0]))
                whole = whole if loaded.partial else loaded.first
        return tuple(found)

    def _read_range(self, file: str, _sha256: str) -> tuple[str, str]:
        """The first and the last code in column one: CMS splits a table in parts by it."""
        assert self._store is not None
        first, last = self._store.connection(file).execute("SELECT MIN(column_one), MAX(column_one) FROM ptp").fetchone()
        return first, last


def _windows(packed: bytes, two: str) -> Iterator[tuple[int, int, int]]:
    """The windows of a code in column two among packed edits, which stand in the order of that column."""
    wanted, size = two.encode("ascii", "replace"), PTP_ROW.size
    places = range(0, len(packed), size)
    begin = bisect_left(places, wanted, key=lambda place: packed[place : place + _CODE])
    for place in places[begin:]:
        code, *window = PTP_ROW.unpack_from(packed, place)
        if code != wanted:
            break
        yield tuple(window)


def _edit(window: _Window, day: int) -> PtpEdit:
    return PtpEdit(
        column_one=window.column_one,
        column_two=window.column_two,
        indicator=window.indicator,
        first=from_day_number(window.first),
        last=None if window.last == OPEN else from_day_number(window.last),
        source=window.source,
        stale=day > window.horizon,
    )


def _examples_of(one: str, setting: Setting) -> Windows:
    return examples().get(one, {}) if setting == "practitioner" else {}


def _facts() -> dict[str, Any]:
    return tables("claimwright.codesets.ncci")["examples_ptp"]


def example_source() -> str:
    """How an answer from our own examples names its source."""
    return str(_facts()["source"])


def example_horizon() -> int:
    """The last day our examples were checked against, as a day number."""
    return day_number(_facts()["checked_until"])


@lru_cache(1)
def examples() -> dict[str, dict[str, list[tuple[int, int, int]]]]:
    """Our own facts, by column-one and column-two code."""
    found: dict[str, dict[str, list[tuple[int, int, int]]]] = {}
    for edit in _facts()["edit"]:
        window = day_number(edit["first"]), day_number(edit["last"]) if "last" in edit else OPEN, edit["indicator"]
        for two in edit["column_two"]:
            found.setdefault(edit["column_one"], {}).setdefault(two, []).append(window)
    return found


def open_ptp(store: Store | None) -> PtpTable:
    """The PTP table over what is installed in a store, otherwise over our own examples."""
    return PtpTable(store)
