"""Medically unlikely edits (MUE): the most units of one code that one provider would bill for one patient on one line or day.

Source: CMS, NCCI Policy Manual for Medicare Services, chapter I, section V; quarterly MUE tables (practitioner; outpatient hospital; DME).
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal

from claimwright.core import Value, replace
from claimwright.core.discovery import tables

from ..store import Loaded, Store

_ROW = "SELECT units, adjudication, rationale FROM mue WHERE code = ?"
Setting = Literal["practitioner", "hospital", "dme"]
SYSTEM: dict[Setting, str] = {"practitioner": "ncci-mue-practitioner", "hospital": "ncci-mue-hospital", "dme": "ncci-mue-dme"}


class MueLimit(Value, frozen=True, kw_only=True):
    """The limit of one code on a day.

    ``adjudication`` (MAI): 1 counts each line; 2 counts the day, absolute, for reasons of policy; 3 counts the day, a clinical benchmark
    that documentation may exceed. ``source``: the release that said it; ``stale``: the day lies after that release.
    """

    code: str
    units: int
    adjudication: int
    rationale: str = ""
    source: str
    stale: bool = False


_Entry = tuple[date, date | None, MueLimit | None, MueLimit | None]
"""First and last day of a release, what is said of a code from the first day on, and the same after the last day, as stale."""


class MueTable:
    """The limits of each setting. A table holds no history: the release in force on the day answers, or the newest one as stale."""

    def __init__(self, store: Store | None) -> None:
        """``store``: where installed files are; None: only our own examples."""
        self._store = store
        self._entries = lru_cache(65_536)(self._read_entries)
        self._files = lru_cache(3)(self._read_files)

    def limit(self, code: str, on: date, setting: Setting = "practitioner") -> MueLimit | None:
        """The limit of a code on a day; None where the code has none, or the day lies before every release known here."""
        entries = self._entries(code, setting, self.generation)
        if not entries:
            return _example(code, on, setting)
        for first, last, said, stale in entries:
            if first <= on:
                return stale if last and on > last else said
        return None

    def ever(self, code: str) -> tuple[MueLimit, ...]:
        """Every limit that a table of any setting and day has of a code."""
        own = _example(code, _facts()["in_force_from"], "practitioner")
        said = [entry[2] for setting in SYSTEM for entry in self._entries(code, setting, self.generation)]
        return tuple(limit for limit in (own, *said) if limit is not None)

    def releases(self, setting: Setting = "practitioner") -> tuple[Loaded, ...]:
        """What is installed of a setting, oldest first; empty where our own examples answer."""
        return tuple(loaded for loaded, _file in self._installed(setting))

    def begins(self, setting: Setting = "practitioner") -> tuple[date, ...]:
        """The days from which an answer may be another than the day before."""
        return tuple(loaded.first or date.min for loaded in self.releases(setting)) or (_facts()["in_force_from"],)

    def _installed(self, setting: Setting) -> list[tuple[Loaded, str]]:
        return self._files(setting, self.generation)

    @property
    def generation(self) -> int:
        """Another number after every change of what is installed."""
        return self._store.generation if self._store else 0

    def _read_files(self, setting: Setting, _generation: int) -> list[tuple[Loaded, str]]:
        return self._store.installed(SYSTEM[setting]) if self._store else []

    def _read_entries(self, code: str, setting: Setting, _generation: int) -> tuple[_Entry, ...]:
        """What each release says of a code, newest first: an excerpt that does not have it says what the one before it said."""
        said: MueLimit | None = None
        last: date | None = None
        entries: list[_Entry] = []
        for loaded, file in self._installed(setting):
            if row := self._read_row(file, code):
                units, adjudication, rationale = row
                said = MueLimit(code=code, units=units, adjudication=adjudication, rationale=rationale, source=loaded.source)
                last = loaded.last
            elif not loaded.partial:
                said = None
            entries.append((loaded.first or date.min, last, said, replace(said, stale=True) if said else None))
        return tuple(reversed(entries))

    def _read_row(self, file: str, code: str) -> tuple[int, int, str] | None:
        assert self._store is not None
        found: tuple[int, int, str] | None = self._store.connection(file).execute(_ROW, (code,)).fetchone()
        return found


def _facts() -> dict[str, Any]:
    return tables("claimwright.codesets.ncci")["examples_mue"]


@cache
def _examples() -> dict[str, tuple[int, int]]:
    return {code: (entry["units"], entry["adjudication"]) for entry in _facts()["limit"] for code in entry["codes"]}


def _example(code: str, on: date, setting: Setting) -> MueLimit | None:
    facts = _facts()
    row = _examples().get(code)
    if row is None or setting != "practitioner" or on < facts["in_force_from"]:
        return None
    return MueLimit(code=code, units=row[0], adjudication=row[1], source=facts["source"], stale=on > facts["checked_until"])


def open_mue(store: Store | None) -> MueTable:
    """The MUE table over what is installed in a store, otherwise over our own examples."""
    return MueTable(store)
