"""What the official definitions say of a value: its definition, else what it includes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

_ONE = "SELECT definition, explanation FROM definition WHERE section = ? AND pos = ? AND title = ?"
_INCLUDES = "SELECT term FROM include WHERE section = ? AND pos = ? AND value = ? ORDER BY rowid"


class Definitions:
    """The definitions of one installed year."""

    def __init__(self, connection: Callable[[], sqlite3.Connection], release: str) -> None:
        """``connection``: gives the calling thread's, to the installed file."""
        self._connection, self.release = connection, release

    def get(self, section: str, position: int, title: str) -> str | None:
        """The definition of a value in a section; for one that is only described by what it includes, that; else None."""
        row = self._connection().execute(_ONE, (section, position, title)).fetchone()
        if row and (row[0] or row[1]):
            return " ".join(filter(None, row))
        terms = [term for (term,) in self._connection().execute(_INCLUDES, (section, position, title))]
        return f"includes: {'; '.join(terms)}" if terms else None
