"""The ICD-10-CM book: look up, validate, walk up and down, on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal

from claimwright.core import InputError, dotted
from claimwright.core import undotted as _undotted

from ..mapped import MappedRows
from ..store import Store, day_number, from_day_number
from ..values import Entry, Hit, Release, Validity
from .meaning import Meaning
from .notebook import SYSTEM as NOTES
from .notebook import Notebook
from .patient import conflict
from .ready import HEADS, SELECT, Ready
from .ready_file import ABSENT, SAME, compile_ready, open_ready
from .releases import releases
from .spans import Spans, flags_on, out_of_time, periods
from .titles import Titles
from .validity import BEGAN

if TYPE_CHECKING:
    from .search import Search

_KINDS: dict[str, Literal["chapter", "block", "category", "code"]] = {"chapter": "chapter", "block": "block"}
_NODE = "SELECT id, code, kind, title, parent, last FROM node WHERE code = ?"
_Row = tuple[int, str, str, str | None, int | None, int]


class Icd10cm(Meaning):
    """ICD-10-CM out of the base file. Codes are taken with or without dot and given with it; a day may be left out only where noted.

    Where no day is given, :attr:`newest_release_start` stands for it, as the answer's ``on`` says.
    """

    def __init__(self, store: Store, file: str) -> None:
        """``file``: the base file's name in the store."""
        self._store, self._file = store, file
        self._titles = Titles(store)
        self._searching: tuple[int, Search] | None = None
        self._mapping: tuple[int, MappedRows | None] | None = None
        self._entry = lru_cache(4096)(self._read_entry)
        self._notes = Titles(store, NOTES)
        self._notebooks: dict[tuple[str, int], Notebook] = {}

    # -- validity ------------------------------------------------------------------------------------------------------------------

    def is_billable(self, code: str, on: date) -> bool:
        """Whether the code may be reported as it stands on a day."""
        row = self._base.ready(undotted(code))
        return row is not None and flags_on(row.spans, min(day_number(on), self._horizon_number)) is not None

    def validate(self, code: str, on: date, *, age: int | None = None, sex: str | None = None) -> Validity:
        """Valid and billable, or the reason why not; with age or sex, whether it may be billed for such a patient."""
        validity = self._validate(code, on)
        misfit = conflict(self.flags(code, on), on, age, sex) if validity.billable and (age is not None or sex) else ""
        return Validity(True, False, misfit, validity.stale) if misfit else validity

    def _validate(self, code: str, on: date) -> Validity:
        bare = undotted(code)
        stale = day_number(on) > self._horizon_number
        if self.is_billable(bare, on):
            return Validity(True, True, stale=stale)
        if below := self._standing_below(bare, on):
            return Validity(True, False, _what_is_missing(below), stale)
        if spans := self._spans(bare):
            return Validity(False, False, out_of_time(spans, on), stale)
        if day_number(on) < BEGAN:
            return Validity(False, False, "ICD-10-CM is reported for services from 2015-10-01")
        return Validity(False, False, "no such code" + self._nearest_words(bare), stale)

    def flags(self, code: str, on: date) -> tuple[str, ...]:
        """What the Medicare Code Editor says of a code on a day: adult, maternity, manifestation, unacceptable, unspecified, ..."""
        flags = flags_on(self._spans(undotted(code)), min(day_number(on), self._horizon_number))
        return tuple((flags or "").split())

    def _spans(self, bare: str) -> Spans:
        row = self._base.ready(bare)
        return row.spans if row else ()

    def _standing_below(self, bare: str, on: date) -> list[str]:
        """The codes directly below a category or code that are billable on the day or hold a billable one."""
        row = self._base.ready(bare)
        return [] if row is None or row.kind in HEADS else self._standing(row, on)

    def _standing(self, row: Ready, on: date) -> list[str]:
        """The children of a row that stand on a day, as they are shown."""
        day = min(day_number(on), self._horizon_number)
        if day < BEGAN:
            return []
        if not row.times:
            return list(row.children)
        return [code for code in row.children if code not in row.times or any(first <= day <= last for first, last in row.times[code])]

    def _nearest_words(self, bare: str) -> str:
        """The longest beginning of a code that is one itself."""
        stem = next((bare[:length] for length in range(min(len(bare), _WHOLE + 1) - 1, 2, -1) if self._fetch(bare[:length])), None)
        return f"; {dotted(stem)} exists" if stem else ""

    # -- entries -------------------------------------------------------------------------------------------------------------------

    def lookup(self, code: str, on: date | None = None) -> Entry | None:
        """Everything that stands at a code, block (``E08-E13``) or chapter (``4``); None where no release ever held it."""
        return self._entry(undotted(code), on or self.newest_release_start, self._store.generation)

    def _read_entry(self, code: str, day: date, generation: int) -> Entry | None:
        row = self._base.ready(code)
        if row is None:
            return None
        title, text_release = self._title(code, row, day, generation)
        text = self._notebook(day, code, generation)
        there = row if text is self._base else text.ready(code) or row
        number, horizon = day_number(day), self._horizon_number
        flags = flags_on(row.spans, min(number, horizon))
        return Entry(
            code=code if row.heads or len(code) == 3 else f"{code[:3]}.{code[3:]}",
            kind=_KINDS.get(row.kind, "category" if len(code) == 3 else "code"),
            title=title,
            billable=flags is not None,
            on=day,
            text_release=text_release,
            notes=text.notes(there),
            inclusion_terms=there.terms,
            seventh_characters=text.seventh(there),
            parent=row.parent,
            children=tuple(self._standing(row, day)) if row.children else (),
            chapter=row.chapter,
            block=row.block,
            periods=periods(row.spans, horizon),
            flags=(tuple(flags.split()) if flags else ()) + self._lists.flags(code, day, generation),
            stale=number > horizon,
        )

    def _title(self, bare: str, row: Ready, day: date, generation: int | None = None) -> tuple[str | None, str]:
        """Title and release of a code: of the installed file of the day where that has it, else of the base file.

        A file of the base's own release has only codes without text to add.
        """
        own, item = (row.title, self._base.release if row.title else ""), self._titles.of_day(day, generation)
        if item is None or (row.title and item[0].release == self._base.release):
            return own
        mapped = self._mapped()
        mark = mapped.mark(item[1], mapped.find(bare)) if mapped else None
        if mark == ABSENT:
            return own
        return (row.title, item[0].release) if mark == SAME else self._titles.title(bare, day) or own

    @cached_property
    def _base(self) -> Notebook:
        return Notebook(self._fetch, self._text_release.name)

    def _fetch(self, bare: str) -> bytes | None:
        """A ready row of the base file, out of the mapped file where that is there: of whatever state, since these rows never change."""
        mapped = self._mapping[1] if self._mapping else self._mapped()
        return _row_of(self._store, self._file, bare) if mapped is None else mapped.get(bare)

    def _mapped(self) -> MappedRows | None:
        """The mapped file for what is installed now."""
        generation = self._store.generation
        if self._mapping is None or self._mapping[0] != generation:
            self._mapping = generation, open_ready(self._store, self._file)
        return self._mapping[1]

    def prepare(self) -> None:
        """Compile the mapped file for what is installed now, where it is not there."""
        compile_ready(self._store, self._file)
        self._mapping = None

    def _notebook(self, on: date, bare: str = "", generation: int | None = None) -> Notebook:
        """The text in force on a day that has the code, where its release is installed; else that of the base file."""
        item = self._notes.of_day(on, generation)
        if item is None:
            return self._base
        key = (item[1], self._store.generation)
        if key not in self._notebooks:
            self._notebooks[key] = Notebook(partial(_row_of, self._store, item[1]), item[0].release)
        return self._notebooks[key] if not bare or self._notebooks[key].ready(bare) else self._base

    # -- up and down ---------------------------------------------------------------------------------------------------------------

    def children(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """The codes directly below, in the order of the book; with a day, those that stand on it."""
        row = self._base.ready(undotted(code))
        return () if row is None else row.children if on is None else tuple(self._standing(row, on))

    def descendants(self, code: str) -> tuple[str, ...]:
        """Every code below, whatever the day."""
        row = self._node(undotted(code))
        if row is None:
            return ()
        below = self._all("SELECT code, kind FROM node WHERE id > ? AND id <= ?", row[0], row[5])
        return tuple(bare if kind in HEADS else dotted(bare) for bare, kind in below)

    def billable_descendants(self, code: str, on: date) -> tuple[str, ...]:
        """Every billable code below, or the code itself where it is billable, on a day."""
        row = self._node(undotted(code))
        return tuple(dotted(bare) for bare in self._billable_below(row, on)) if row else ()

    def _billable_below(self, row: _Row, on: date) -> Iterator[str]:
        day = min(day_number(on), self._horizon_number)
        yield from (bare for (bare,) in self._connection.execute(_BELOW, (row[0], row[5], day, day)))

    # -- releases and iteration ----------------------------------------------------------------------------------------------------

    def release(self, on: date) -> str:
        """The name of the release in force: year and month of its first day (``2026-04``). Raises InputError before the first."""
        starts = [start for start in self._starts if start <= on]
        if not starts:
            raise InputError("date", f"{on} lies before the first ICD-10-CM release ({self._starts[0]})", "give a later day")
        return f"{starts[-1]:%Y-%m}"

    @cached_property
    def _starts(self) -> list[date]:
        """First days of the releases: those the release files name, before them every day on which the validity list begins a code."""
        named = [release.first for release in releases()]
        older = self._all("SELECT DISTINCT first FROM validity WHERE first < ? ORDER BY first", day_number(named[0]))
        return [from_day_number(first) for (first,) in older] + named

    @cached_property
    def _text_release(self) -> Release:
        return [release for release in releases() if release.text][-1]

    @property
    def newest_release_start(self) -> date:
        """First day of the newest release whose text is installed."""
        installed = [loaded.first for loaded, _file in self._titles.installed() if loaded.first]
        return max([self._text_release.first, *installed])

    def titles(self, on: date | None = None) -> Iterator[tuple[str, str, bool]]:
        """Code, title, and whether it is billable on the day, of every category and code with text."""
        on = on or self.newest_release_start
        day, own = min(day_number(on), self._horizon_number), dict(self._titles.all_of_day(on))
        for bare, title, billable in self._connection.execute(_TITLES, (day, day)):
            if text := own.get(bare, title):
                yield dotted(bare), text, bool(billable)

    def inclusion_terms(self) -> Iterator[tuple[str, str]]:
        """Code and term, of every inclusion term."""
        for bare, text in self._connection.execute("SELECT code, text FROM inclusion JOIN node ON id = node ORDER BY id"):
            yield dotted(bare), text

    def search(self, words: str, on: date | None = None, limit: int = 20) -> list[Hit]:
        """Codes for words in any order, with prefixes and misspellings, best first."""
        return self._search().find(words, on or self.newest_release_start, limit)

    def _search(self) -> Search:
        """The search over what is installed now; its tables are built on first use and mapped afterwards."""
        generation = self._store.generation
        if self._searching is None or self._searching[0] != generation:
            from .search import Search
            from .search_tables import open_tables

            self._searching = generation, Search(self, open_tables(self._store, self._file))
        return self._searching[1]

    def title(self, code: str, on: date | None = None) -> str | None:
        """The title of a code, None where it has no text or there is no such code."""
        bare = undotted(code)
        row = self._base.ready(bare)
        if row is None:
            found = self._titles.title(bare, on) if on else None
            return found[0] if found else None
        return self._title(bare, row, on)[0] if on else row.title

    # -- plumbing ------------------------------------------------------------------------------------------------------------------

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._store.connection(self._file)

    @property
    def base_connection(self) -> sqlite3.Connection:
        """The calling thread's connection to the base file, for those who compile from it."""
        return self._connection

    def _all(self, sql: str, *values: object) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _node(self, bare: str) -> _Row | None:
        rows = self._all(_NODE, bare)
        return rows[0] if rows else None

    @cached_property
    def _horizon_number(self) -> int:
        return int(self._all("SELECT day FROM horizon")[0][0])

    @property
    def horizon(self) -> date:
        """The last day the installed validity list speaks of; answers for later days are marked stale."""
        return from_day_number(self._horizon_number)


_TITLES = """
SELECT code, title, EXISTS(SELECT 1 FROM validity v WHERE v.code = node.code AND v.first <= ? AND v.last >= ?)
FROM node WHERE kind NOT IN ('chapter', 'block') ORDER BY id
"""
_WHOLE = 7
"""Characters of a whole code."""
_BELOW = """
SELECT node.code FROM node JOIN validity USING(code)
WHERE id BETWEEN ? AND ? AND validity.first <= ? AND validity.last >= ? ORDER BY id
"""


def _row_of(store: Store, file: str, bare: str) -> bytes | None:
    found = store.connection(file).execute(SELECT, (bare,)).fetchone()
    return found[0] if found else None


def undotted(code: str) -> str:
    """A code without dot; the dash of ``E11.-``, as the Index prints it, falls away."""
    return _undotted(code).rstrip("-")


def _what_is_missing(below: list[str]) -> str:
    missing = "a 7th character is missing" if len(undotted(below[0])) == _WHOLE else "more characters are needed"
    return f"incomplete: {missing} ({below[0]} to {below[-1]})"
