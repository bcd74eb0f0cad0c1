"""What yearly lists say of diagnosis codes: CC and MCC (MS-DRG Tables 6J and 6I), exempt from present on admission.

A list speaks for the days of its fiscal year and for no other: without the list of a day nothing is said.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from ..store import Loaded, Store, from_day_number
from .titles import Titles
from .validity import MasterList

MCC, CC, POA_EXEMPT = "msdrg-mcc", "msdrg-cc", "icd10cm-poa-exempt"
_FLAGS = ((MCC, "mcc"), (CC, "cc"), (POA_EXEMPT, "poa-exempt"))
_KEPT, _DAYS = 9, 512
"""Lists kept as they were read (three of three years, at most 5 MB each), and days whose lists are known."""
_YEAR = re.compile(r"FY[ _-]?(?:20)?(\d\d)(?!\d)|(?<!\d)20(\d\d)(?!\d)", re.IGNORECASE)


class Lists:
    """The installed lists."""

    def __init__(self, store: Store) -> None:
        """``store``: where they are."""
        self._store = store
        self._lists = {system: Titles(store, system) for system in (MCC, CC, POA_EXEMPT)}
        self._codes = lru_cache(_KEPT)(self._read_codes)
        self._flagged = lru_cache(_DAYS)(self._read_flagged)

    def severity(self, code: str, on: date) -> Literal["mcc", "cc", "none"] | None:
        """Whether a code without dot is a major complication or comorbidity, or one; None where no table of the day is installed."""
        if self._holds(MCC, code, on):
            return "mcc"
        if self._holds(CC, code, on):
            return "cc"
        return "none" if all(self._lists[system].of_day(on) for system in (MCC, CC)) else None

    def poa_exempt(self, code: str, on: date) -> bool | None:
        """Whether a code without dot needs no present-on-admission indicator; None where no list of the day is installed."""
        return self._holds(POA_EXEMPT, code, on)

    def flags(self, code: str, on: date, generation: int | None = None) -> tuple[str, ...]:
        """The lists of the day that hold the code: ``mcc``, ``cc``, ``poa-exempt``. ``generation``: that of the store, where known."""
        lists = self._flagged(on, self._store.generation if generation is None else generation)
        return tuple([flag for flag, codes in lists if code in codes])

    def _read_flagged(self, on: date, generation: int) -> tuple[tuple[str, frozenset[str]], ...]:
        """The lists of a day, each with the flag it gives."""
        found = ((flag, self._lists[system].of_day(on)) for system, flag in _FLAGS)
        return tuple((flag, self._codes(item[1], generation)) for flag, item in found if item)

    def release(self, system: str, on: date) -> str | None:
        """The fiscal year of the installed list that speaks for a day."""
        found = self._lists[system].of_day(on)
        return found[0].release if found else None

    def _holds(self, system: str, code: str, on: date) -> bool | None:
        found = self._lists[system].of_day(on)
        return None if found is None else code in self._codes(found[1], self._store.generation)

    def _read_codes(self, file: str, _generation: int) -> frozenset[str]:
        """The codes of a list, read whole: a few thousand short words, asked for at every look-up."""
        (codes,) = self._store.connection(file).execute("SELECT group_concat(code, ' ') FROM listed").fetchone()
        return frozenset((codes or "").split())


def install_yearly(store: Store, system: str, codes: Iterable[str], masters: MasterList, name: str, source: str) -> Loaded:
    """Install a list of codes without dot, of the fiscal year that the file's name states, else of that in which its newest code began."""
    rows = sorted(set(codes))
    year = _stated(name) or _newest(set(rows), masters)
    about = Loaded(system=system, release=str(year), rows=0, source=source, first=date(year - 1, 10, 1), last=date(year, 9, 30))

    def fill(connection: sqlite3.Connection) -> int:
        connection.execute("CREATE TABLE listed(code TEXT PRIMARY KEY) WITHOUT ROWID")
        connection.executemany("INSERT INTO listed VALUES(?)", ((code,) for code in rows))
        return len(rows)

    return store.install(about, fill)


def _stated(name: str) -> int | None:
    found = _YEAR.search(name)
    return 2000 + int(found[1] or found[2]) if found else None


def _newest(codes: set[str], masters: MasterList) -> int:
    """The fiscal year in which the newest of the codes began."""
    begun: dict[str, int] = {}
    for span in masters.spans:
        if span.code in codes:
            begun[span.code] = min(span.first, begun.get(span.code, span.first))
    newest = from_day_number(max(begun.values(), default=20151001))
    return newest.year + (newest.month >= 10)
