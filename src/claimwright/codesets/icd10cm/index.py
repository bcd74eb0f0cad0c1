"""The Alphabetic Index: from words to a code, along main term and subterms, following see and see also.

The Index leads, the Tabular List decides (ICD-10-CM Official Guidelines, I.B.1): every code found is held to the validity list of the day.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

from claimwright.core import dotted, undotted

from ..store import Loaded, Store
from ..values import IndexEntry, IndexPath
from .book import Icd10cm
from .places import Place, lead
from .walk import Walk

_EVERY_TERM = "SELECT level, title, nemod, code, manif, see, see_also FROM term ORDER BY id"
_EVERY_END = "SELECT id, level, title, last, coalesce(code, see, see_also, manif) FROM term ORDER BY id"
_WITH_CODE = "SELECT id, code FROM term WHERE code IN (?, ?, ?)"
_PATH = "SELECT title FROM term WHERE id <= ? AND last >= ? ORDER BY level"
_TABLES = ("icd10cm-neoplasms", "icd10cm-drugs")


def open_index(store: Store, system: str, book: Icd10cm, beside: tuple[AlphabeticIndex, ...] = ()) -> AlphabeticIndex | None:
    """The installed releases of one index or table; None where there are none. ``beside``: tables that its references may lead to."""
    installed = store.installed(system)
    return AlphabeticIndex(store, installed, book, beside) if installed else None


class AlphabeticIndex:
    """One index in the releases that are installed. Without a day the newest answers; with one, the newest that is not after it."""

    def __init__(self, store: Store, installed: list[tuple[Loaded, str]], book: Icd10cm, beside: tuple[AlphabeticIndex, ...] = ()) -> None:
        """``installed``: oldest first, each with the name of its file in the store."""
        self._store, self._installed, self._book, self._beside = store, installed, book, beside
        self._local = threading.local()

    def release(self, on: date | None = None) -> Loaded:
        """What answers for a day; for a day before the oldest release, the oldest."""
        return self._at(on)[0]

    def entries(self, on: date | None = None) -> Iterator[IndexEntry]:
        """Every term that points somewhere, in the order of the book, its code as printed (``E11.-`` stays so)."""
        titles: list[str] = []
        modifiers: list[tuple[str, ...]] = []
        for level, title, nemod, code, manif, see, see_also in self.rows(on, _EVERY_TERM):
            del titles[level:], modifiers[level:]
            titles.append(title)
            modifiers.append(tuple(nemod.split("\n")) if nemod else ())
            if code or see or see_also or manif:
                yield IndexEntry(tuple(titles), tuple(word for group in modifiers for word in group), code, see, see_also, manif)

    def ends(self, on: date | None = None) -> Iterator[tuple[str, ...]]:
        """The paths of terms that point nowhere and have nothing below them, in the order of the book."""
        titles: list[str] = []
        for number, level, title, last, points in self.rows(on, _EVERY_END):
            del titles[level:]
            titles.append(title)
            if number == last and not points:
                yield tuple(titles)

    def lines_of(self, code: str, on: date | None = None) -> Iterator[tuple[tuple[str, ...], str]]:
        """Path and code, as printed, of the lines that print a code (with or without its dash)."""
        for line, printed in list(self.rows(on, _WITH_CODE, *(f"{dotted(undotted(code))}{end}" for end in ("", "-", ".-")))):
            yield tuple(title for (title,) in self.rows(on, _PATH, line, line)), printed

    def walk(self, words: str, on: date | None = None, limit: int = 5) -> list[IndexPath]:
        """The ways to a code for these words, best first, each code held to the validity list of the day."""
        return self.walker(on).find(words, on or self._book.newest_release_start, limit)

    def lead(self, reference: str, on: date | None = None, others: tuple[AlphabeticIndex, ...] = ()) -> Place | None:
        """The term that a reference names, in this book, a table beside it or one of the ``others``; None where it names none."""
        beside = (*self.walker(on).beside, *(index.walker(on) for index in others))
        found = lead(reference, self.walker(on).places, tuple(walk.places for walk in beside))
        return found[1] if found else None

    @property
    def system(self) -> str:
        """Its name in the store."""
        return self._installed[0][0].system

    @property
    def beside(self) -> tuple[AlphabeticIndex, ...]:
        """The tables that its references may lead to."""
        return self._beside

    def walker(self, on: date | None) -> Walk:
        """What walks for the calling thread through the release of a day."""
        file = self._at(on)[1]
        walks: dict[str, Walk] = self._local.__dict__.setdefault("walks", {})
        if file not in walks:
            beside = (index.walker(on) for index in self._beside)
            walks[file] = Walk(self._store.connection(file), self._book, tuple(beside), is_table=self._installed[0][0].system in _TABLES)
        return walks[file]

    def rows(self, on: date | None, sql: str, *values: object) -> Iterator[Any]:
        """Rows of the release of a day (:mod:`.leafing`)."""
        yield from self._store.connection(self._at(on)[1]).execute(sql, values)

    def _at(self, on: date | None) -> tuple[Loaded, str]:
        if on is None:
            return self._installed[-1]
        return next((item for item in reversed(self._installed) if item[0].first and item[0].first <= on), self._installed[0])
