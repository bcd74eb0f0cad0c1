"""The ICD-10-PCS tables: 908 grids, each for three characters, whose rows say which characters 4 to 7 go together.

A code exists where one row holds all four of its last characters (ICD-10-PCS Official Guidelines, A7 and A9).
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from claimwright.core import Value, decode

if TYPE_CHECKING:
    from ..mapped import MappedRows

LENGTH = 7
WHOLE = "#"
"""What follows the characters of a table in the key of its row in a mapped file."""
_HEADS = "SELECT tab, pos, axis, char, label, definition FROM head ORDER BY tab, pos"
_CELLS = "SELECT row, pos, axis, char, label FROM cell WHERE tab = ? ORDER BY row, pos, place"


class Meaning(NamedTuple):
    """What a character stands for. ``label``: several meanings joined by "or", where only a later character tells them apart."""

    axis: str
    label: str
    definition: str | None = None


class Row(Value, frozen=True):
    """One row of a table. ``axes``: what characters 4 to 7 stand for; ``labels``: for each, character and meaning."""

    axes: tuple[str, ...]
    labels: tuple[dict[str, str], ...]

    def takes(self, rest: str) -> bool:
        """Whether the row holds these characters, from the fourth on."""
        for char, labels in zip(rest, self.labels, strict=False):  # noqa: SIM110  the loop is several times faster than all()
            if char not in labels:
                return False
        return True

    def count(self, rest: str = "") -> int:
        """How many codes the row gives with these characters chosen."""
        return math.prod(len(labels) for labels in self.labels[len(rest) :])


class Table(Value, frozen=True):
    """One table: its first three characters with their meaning, and its rows."""

    code: str
    heads: tuple[Meaning, ...]
    rows: tuple[Row, ...]

    def meaning(self, rest: str) -> Meaning | None:
        """What the last of these characters (the fourth of the code and on) stands for; None where no row holds them."""
        rows = [row for row in self.rows if row.takes(rest)]
        if not rows:
            return None
        at = len(rest) - 1
        return Meaning(_either(row.axes[at] for row in rows), _either(row.labels[at][rest[-1]] for row in rows))

    def meanings(self, rest: str) -> tuple[Meaning | None, ...]:
        """What each of these characters stands for in the rows that hold them all; where none does, as far as one goes."""
        good, rows = len(rest), [row for row in self.rows if row.takes(rest)]
        while not rows:
            good -= 1
            rows = [row for row in self.rows if row.takes(rest[:good])]
        known = (Meaning(_either(row.axes[at] for row in rows), _either(row.labels[at][rest[at]] for row in rows)) for at in range(good))
        return (*known, *(None,) * (len(rest) - good))

    def next(self, rest: str) -> dict[str, Meaning]:
        """The characters that may follow, in the order of the table."""
        at = len(rest)
        found = dict.fromkeys(char for row in self.rows if row.takes(rest) for char in row.labels[at])
        return {char: meaning for char in found if (meaning := self.meaning(rest + char))}

    def codes(self, rest: str = "") -> Iterator[str]:
        """Every code of the table that goes on so, row by row."""
        for row in self.rows:
            if row.takes(rest):
                yield from (f"{self.code}{rest}{''.join(chars)}" for chars in product(*row.labels[len(rest) :]))


class Tables:
    """The tables of one installed release."""

    def __init__(self, connection: Callable[[], sqlite3.Connection], release: str, mapped: MappedRows | None = None) -> None:
        """``connection``: gives the calling thread's, to the installed file; ``mapped``: the same tables, ready (:data:`WHOLE`)."""
        self.connection, self.release, self._mapped = connection, release, mapped
        self._read: dict[str, Table] = {}

    @cached_property
    def _heads(self) -> dict[str, tuple[tuple[str, Meaning], ...]]:
        heads: dict[str, tuple[tuple[str, Meaning], ...]] = {}
        for tab, _pos, axis, char, label, definition in self.connection().execute(_HEADS):
            heads[tab] = (*heads.get(tab, ()), (char, Meaning(axis, label, definition)))
        return heads

    def names(self) -> tuple[str, ...]:
        """The first three characters of every table, in the order of the book."""
        return tuple(self._heads)

    def table(self, code: str) -> Table | None:
        """The table of the first three characters; None where there is none."""
        if code not in self._heads:
            return None
        if code not in self._read:
            found = self._mapped.get(code + WHOLE) if self._mapped else None
            self._read[code] = decode(found, Table) if found else self._composed(code)
        return self._read[code]

    def _composed(self, code: str) -> Table:
        return Table(code, tuple(meaning for _char, meaning in self._heads[code]), tuple(self._rows(code)))

    def _rows(self, code: str) -> Iterator[Row]:
        rows: dict[int, tuple[list[str], list[dict[str, str]]]] = {}
        for number, pos, axis, char, label in self.connection().execute(_CELLS, (code,)):
            axes, labels = rows.setdefault(number, ([], []))
            if len(axes) < pos - 3:
                axes.append(axis)
                labels.append({})
            labels[-1][char] = label
        return (Row(tuple(axes), tuple(labels)) for axes, labels in rows.values())

    def next(self, prefix: str) -> dict[str, Meaning]:
        """The characters that may follow a prefix, with their meaning; none for a prefix no table begins with, or for a whole code."""
        if len(prefix) >= LENGTH:
            return {}
        if len(prefix) >= 3:
            table = self.table(prefix[:3])
            return table.next(prefix[3:]) if table else {}
        at = len(prefix)
        return {heads[at][0]: heads[at][1] for tab, heads in self._heads.items() if tab.startswith(prefix)}

    def meanings(self, prefix: str) -> tuple[Meaning | None, ...]:
        """What each character of a prefix stands for; None from the first on that no table holds."""
        known = self._heads.get(prefix[:3]) or next((heads for tab, heads in self._heads.items() if tab.startswith(prefix[:3])), ())
        first = tuple(meaning for (_char, meaning), _asked in zip(known, prefix, strict=False))
        if not first:
            return (*self.meanings(prefix[:-1]), None) if prefix else ()
        table = self.table(prefix[:3])
        return (*first, *(table.meanings(prefix[3:LENGTH]) if table else (None,) * len(prefix[3:LENGTH])))

    def codes(self, prefix: str = "") -> Iterator[str]:
        """Every code that begins so, in the order of the book."""
        for tab in self._heads:
            if tab.startswith(prefix[:3]) and (table := self.table(tab)):
                yield from table.codes(prefix[3:])


def _either(words: Iterator[str]) -> str:
    return " or ".join(dict.fromkeys(words))
