"""Which ICD-10-PCS codes are valid on a day, by the Medicare Code Editor's list: one by one, by how they begin, and what may come next."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property, lru_cache

from claimwright.core import undotted

from ..icd10cm.patient import conflict
from ..icd10cm.spans import Spans, flags_on, out_of_time
from ..store import Store, day_number, from_day_number
from ..values import Validity
from .tables import LENGTH

_EVERY = "SELECT DISTINCT code FROM pcs_validity WHERE first <= ? AND last >= ? ORDER BY code"
_RELEASES = 4
"""For so many releases the codes are kept (5 MB each)."""


class ValidCodes:
    """The list over the base file: the part of the book that knows codes and no meanings."""

    def __init__(self, store: Store, file: str) -> None:
        """``file``: the base file's name in the store."""
        self._store, self._file = store, file
        self._since = lru_cache(_RELEASES)(self._read_since)

    def validate(self, code: str, on: date, *, age: int | None = None, sex: str | None = None) -> Validity:
        """Valid, or the reason why not; every valid code has seven characters and is billable. With age or sex, for such a patient."""
        bare = undotted(code)
        spans = self._spans(bare)
        validity = self._judged(bare, spans, on)
        asked = validity.billable and (age is not None or sex)
        misfit = conflict((flags_on(spans, min(day_number(on), self._horizon)) or "").split(), on, age, sex) if asked else ""
        return Validity(True, False, misfit, validity.stale) if misfit else validity

    def _judged(self, bare: str, spans: Spans, on: date) -> Validity:
        stale = day_number(on) > self._horizon
        if flags_on(spans, min(day_number(on), self._horizon)) is not None:
            return Validity(True, True, stale=stale)
        if spans:
            return Validity(False, False, out_of_time(spans, on), stale)
        return Validity(False, False, "no such code" if len(bare) == LENGTH else "an ICD-10-PCS code has seven characters", stale)

    def is_billable(self, code: str, on: date) -> bool:
        """Whether the code may be reported on a day."""
        return flags_on(self._spans(undotted(code)), min(day_number(on), self._horizon)) is not None

    def codes(self, prefix: str = "", on: date | None = None) -> Iterator[str]:
        """Every code valid on the day that begins so, in the order of the book."""
        day = min(day_number(on or self.newest_release_start), self._horizon)
        first, after = self._range(undotted(prefix), day)
        return iter(self._valid(day)[first:after])

    def _spans(self, bare: str) -> tuple[tuple[int, int, str], ...]:
        return tuple(self._connection.execute("SELECT first, last, flags FROM pcs_validity WHERE code = ? ORDER BY first", (bare,)))

    def _valid(self, day: int) -> tuple[str, ...]:
        """Every code valid on a day, in the order of the book."""
        at = bisect_right(self._turns, day)
        return self._since(self._turns[at - 1] if at else 0)

    def _read_since(self, day: int) -> tuple[str, ...]:
        return tuple(code for (code,) in self._connection.execute(_EVERY, (day, day)))

    @cached_property
    def _turns(self) -> list[int]:
        """The days on which some code begins, or is no longer valid: between two of them all days are alike."""
        begins = {first for (first,) in self._connection.execute("SELECT DISTINCT first FROM pcs_validity")}
        ends = {last for (last,) in self._connection.execute("SELECT DISTINCT last FROM pcs_validity")}
        return sorted(begins | {day_number(from_day_number(last) + timedelta(days=1)) for last in ends})

    def _range(self, begin: str, day: int) -> tuple[int, int]:
        """Where the codes that begin so stand among those of a day."""
        valid = self._valid(day)
        first = bisect_left(valid, begin)
        return first, bisect_left(valid, _after(begin), first)

    def _count(self, begin: str, day: int) -> int:
        first, after = self._range(begin, day)
        return after - first

    def count(self, prefix: str, on: date) -> int:
        """How many codes valid on a day begin so."""
        return self._count(prefix, min(day_number(on), self._horizon))

    def _legal(self, prefix: str, day: int) -> list[str]:
        """The characters that come next in some code of a day, in the order of the book."""
        valid, at = self._valid(day), len(prefix)
        place, after = self._range(prefix, day) if at < LENGTH else (0, 0)
        found = []
        while place < after:
            found.append(valid[place][at])
            place = bisect_left(valid, _after(prefix + found[-1]), place, after)
        return found

    @cached_property
    def _list_start(self) -> date:
        """The day on which the newest codes of the validity list begin."""
        return from_day_number(self._connection.execute("SELECT MAX(first) FROM pcs_validity").fetchone()[0])

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._store.connection(self._file)

    @cached_property
    def _horizon(self) -> int:
        return int(self._connection.execute("SELECT day FROM horizon").fetchone()[0])

    @property
    def newest_release_start(self) -> date:
        """First day of the newest release that is described."""
        return self._list_start


def _after(begin: str) -> str:
    """What sorts after every code that begins so."""
    return begin + "~"
