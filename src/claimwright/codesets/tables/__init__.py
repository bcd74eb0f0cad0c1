"""Small tables of codes: numbers, our own words, when they hold, and the public source, one TOML file each.

A file has ``title``, ``source`` and ``[rows]``: a code with its words, or with ``words`` and facts (``first``, ``last``, and others).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from claimwright.core import InputError, Sparse
from claimwright.core.discovery import tables
from claimwright.core.struct import field


class Row(Sparse, frozen=True, kw_only=True):
    """One code. ``words``: ours. ``first``, ``last``: the days it holds, None = always. ``facts``: what else its table says of it."""

    code: str
    words: str
    first: date | None = None
    last: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def holds(self, on: date | None) -> bool:
        """Whether it is in force on a day; without a day, whether it ever was."""
        return on is None or ((self.first is None or self.first <= on) and (self.last is None or on <= self.last))


class Table:
    """A small table by code. ``title`` and ``source`` say what it is and where its numbers come from."""

    def __init__(self, name: str, title: str, source: str, rows: dict[str, Row]) -> None:
        """``rows``: by code, in the order of the file."""
        self.name, self.title, self.source, self._rows = name, title, source, rows

    def get(self, code: str, on: date | None = None) -> Row | None:
        """The row of a code, None where there is none or, with a day, where it does not hold on it."""
        row = self._rows.get(code.strip().upper())
        return row if row and row.holds(on) else None

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.get(code) is not None

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)


@cache
def table(name: str) -> Table:
    """A table by its file's name. Raises InputError where there is none or where it is not of the form."""
    raw = tables(__name__).get(name)
    if raw is None:
        raise InputError(name, "is no table of the books", f"one of {', '.join(names())}")
    rows = {code: _row(name, code, facts) for code, facts in raw["rows"].items()}
    return Table(name, raw["title"], raw["source"], rows)


def names() -> tuple[str, ...]:
    """The names of all tables."""
    return tuple(sorted(tables(__name__)))


def _row(name: str, code: str, facts: str | dict[str, Any]) -> Row:
    if isinstance(facts, str):
        return Row(code=code, words=facts)
    if "words" not in facts:
        raise InputError(f"tables/{name}.toml", f"states {code} without words", "add them")
    rest = {key: value for key, value in facts.items() if key not in ("words", "first", "last")}
    return Row(code=code, words=facts["words"], first=facts.get("first"), last=facts.get("last"), facts=rest)
