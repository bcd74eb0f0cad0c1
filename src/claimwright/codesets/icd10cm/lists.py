"""What yearly lists say of diagnosis codes: CC and MCC (MS-DRG Tables 6J and 6I), exempt from present on admission.

A list speaks for the days of its fiscal year and for no other: without the list of a day nothing is said.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Literal

from ..store import Loaded, Store, from_day_number
from .titles import Titles
from .validity import MasterList

MCC, CC, POA_EXEMPT = "msdrg-mcc", "msdrg-cc", "icd10cm-poa-exempt"
_YEAR = re.compile(r"FY[ _-]?(?:20)?(\d\d)(?!\d)|(?<!\d)20(\d\d)(?!\d)", re.IGNORECASE)


class Lists:
    """The installed lists."""

    def __init__(self, store: Store) -> None:
        """``store``: where they are."""
        self._store = store
        self._lists = {system: Titles(store, system) for system in (MCC, CC, POA_EXEMPT)}

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

    def flags(self, code: str, on: date) -> tuple[str, ...]:
        """The lists of the day that hold the code: ``mcc``, ``cc``, ``poa-exempt``."""
        return tuple(flag for system, flag in ((MCC, "mcc"), (CC, "cc"), (POA_EXEMPT, "poa-exempt")) if self._holds(system, code, on))

    def _holds(self, system: str, code: str, on: date) -> bool | None:
        found = self._lists[system].of_day(on)
        if found is None:
            return None
        return self._store.connection(found[1]).execute("SELECT 1 FROM listed WHERE code = ?", (code,)).fetchone() is not None


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
