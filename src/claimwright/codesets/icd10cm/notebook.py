"""Notes, inclusion terms and 7th characters as one text of the Tabular List has them: that of the base file, or of an installed release."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from claimwright.core import dotted

from ..values import Note

SYSTEM = "icd10cm-notes"
_TEXTS = """
SELECT 'note', kind, text FROM note WHERE node = ?1 UNION ALL SELECT 'inclusion', '', text FROM inclusion WHERE node = ?1
UNION ALL SELECT 'seventh', char, meaning FROM seventh WHERE node = ?1
"""
_ABOVE = 1 << 15
"""Room for every node that has others below it."""
NODE = "SELECT id, code, kind, title, parent, last FROM node"
Row = tuple[int, str, str, str | None, int | None, int]
Above = tuple[tuple[Row, tuple[Note, ...]], ...]


class Notebook:
    """One text. ``release``: whose it is."""

    def __init__(self, rows: Callable[..., list[Any]], release: str) -> None:
        """``rows``: runs a query on the file that holds the text."""
        self.rows, self.release = rows, release
        self._above = lru_cache(_ABOVE)(self._read_above)
        self._seventh_above = lru_cache(_ABOVE)(self._read_seventh_above)
        self._texts = lru_cache(4096)(self._read_texts)

    def node(self, bare: str) -> Row | None:
        """The row of a code without dot, of a block or of a chapter."""
        rows = self.rows(f"{NODE} WHERE code = ?", bare)
        return rows[0] if rows else None

    def at(self, row: Row) -> tuple[tuple[Note, ...], tuple[str, ...]]:
        """The notes and the inclusion terms that stand at a node itself."""
        place = dotted(row[1]) if "-" not in row[1] else row[1]
        found = self._texts(row[0])
        notes = tuple(Note(kind, text, place) for what, kind, text in found if what == "note")
        return notes, tuple(text for what, _kind, text in found if what == "inclusion")

    def _read_texts(self, number: int) -> list[tuple[str, Any, str]]:
        """Everything that stands at a node itself, in one question."""
        return self.rows(_TEXTS, number)

    def above(self, row: Row) -> Above:
        """The nodes above, nearest first, each with its notes marked as inherited."""
        return self._above(row[4]) if row[4] else ()

    def _read_above(self, number: int) -> Above:
        row: Row = self.rows(f"{NODE} WHERE id = ?", number)[0]
        own = tuple(Note(note.kind, note.text, note.at, inherited=True) for note in self.at(row)[0])
        return ((row, own), *self.above(row))

    def seventh(self, row: Row) -> dict[str, str]:
        """The nearest definition at or above a code that still wants its 7th character."""
        if row[2] == "expanded":
            return {}
        return dict(self._seventh(row[0]) or (self._seventh_above(row[4]) if row[4] else {}))

    def _seventh(self, number: int) -> dict[str, str]:
        return {char: meaning for what, char, meaning in self._texts(number) if what == "seventh"}

    def _read_seventh_above(self, number: int) -> dict[str, str]:
        """The nearest definition at or above a node."""
        found = (self._seventh(row[0]) for row, _own in self._above(number))
        return next((one for one in found if one), {})
