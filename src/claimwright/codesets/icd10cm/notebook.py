"""The ready rows of one text of the Tabular List: that of the base file, or of an installed release."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ..values import Note
from .ready import Ready, read

SYSTEM = "icd10cm-notes"
_ROWS, _HEADS = 8192, 4096
"""How many rows are kept as read, a few hundred bytes each; and the notes of how many categories, blocks and chapters."""


class Notebook:
    """One text. ``release``: whose it is."""

    def __init__(self, fetch: Callable[[str], bytes | None], release: str) -> None:
        """``fetch``: gives the row of a code as it was written."""
        self._fetch, self.release = fetch, release
        self.ready = lru_cache(_ROWS)(self._read)
        self._inherited = lru_cache(_HEADS)(self._read_inherited)

    def _read(self, bare: str) -> Ready | None:
        """The row of a code without dot, of a block or of a chapter; None where the text has none."""
        found = self._fetch(bare)
        return read(found) if found else None

    def notes(self, row: Ready) -> tuple[Note, ...]:
        """The notes of a row and of everything above it, nearest first."""
        own = tuple(Note(note.kind, note.text, note.at) for note in row.notes) if row.heads else row.notes
        return own + self._inherited(row.head) if row.head else own

    def _read_inherited(self, head: str) -> tuple[Note, ...]:
        row = self.ready(head)
        if row is None:
            return ()
        return row.notes + self._inherited(row.head) if row.head else row.notes

    def seventh(self, row: Ready) -> dict[str, str]:
        """The nearest definition at or above a code that still wants its 7th character."""
        stands = row if row.seventh else self.ready(row.seventh_at) if row.seventh_at else None
        return dict(stands.seventh or {}) if stands else {}
