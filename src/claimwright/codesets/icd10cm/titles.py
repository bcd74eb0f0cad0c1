"""Titles of other releases that a user installed: they speak for the days of their own release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ..store import Loaded, Store

SYSTEM = "icd10cm-titles"


class Titles:
    """The installed title files, looked up again after an installation."""

    def __init__(self, store: Store, system: str = SYSTEM) -> None:
        """``store``: where they are; ``system``: of which code set."""
        self._store, self._system, self._generation = store, system, -1
        self._found: list[tuple[Loaded, str]] = []
        self._day = lru_cache(64)(self._read_of_day)

    def of_day(self, on: date, generation: int | None = None) -> tuple[Loaded, str] | None:
        """The file of the release in force on a day, and its name in the store; None where none is installed.

        ``generation``: that of the store, for whoever has asked for it already.
        """
        return self._day(on, self._store.generation if generation is None else generation)

    def _read_of_day(self, on: date, _generation: int) -> tuple[Loaded, str] | None:
        return next(
            (item for item in self.installed() if item[0].first and item[0].first <= on and (not item[0].last or on <= item[0].last)), None
        )

    def installed(self) -> list[tuple[Loaded, str]]:
        """Every installed file, oldest release first."""
        if self._generation != self._store.generation:
            self._found, self._generation = self._store.installed(self._system), self._store.generation
        return self._found

    def title(self, code: str, on: date) -> tuple[str, str] | None:
        """Title and release of a code without dot on a day."""
        item = self._day(on, self._store.generation)
        if item is None:
            return None
        row = self._store.connection(item[1]).execute("SELECT title FROM title WHERE code = ?", (code,)).fetchone()
        return (row[0], item[0].release) if row else None

    def all_of_day(self, on: date) -> Iterator[tuple[str, str]]:
        """Every code without dot and its title, of the file in force on a day."""
        if item := self.of_day(on):
            yield from self._store.connection(item[1]).execute("SELECT code, title FROM title")
