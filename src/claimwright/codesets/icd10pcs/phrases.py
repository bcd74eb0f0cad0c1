"""What a search for procedures reads of the tables: for every code the stems of its meanings, and how common each stem is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from ..icd10cm.words import stems
from .tables import Table

_SHAPE = "CREATE TABLE stem(stem TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID"


def write_stems(connection: sqlite3.Connection, tables: Iterable[Table]) -> None:
    """Write how many codes hold each stem. "No Device" and "No Qualifier" say nothing and are left out."""
    common: dict[str, int] = {}
    for _code, found in phrases(tables):
        for stem in found:
            common[stem] = common.get(stem, 0) + 1
    connection.execute(_SHAPE)
    connection.executemany("INSERT INTO stem VALUES(?, ?)", sorted(common.items()))


def phrases(tables: Iterable[Table]) -> Iterator[tuple[str, dict[str, None]]]:
    """Every code and the stems of its meanings."""
    for table in tables:
        heads = tuple(stem for head in table.heads for stem in words_of(head.label))
        for row in table.rows:
            for cells in product(*(labels.items() for labels in row.labels)):
                code = table.code + "".join(char for char, _label in cells)
                yield code, dict.fromkeys((*heads, *(stem for _char, label in cells for stem in words_of(label))))


@lru_cache(8192)
def words_of(label: str) -> tuple[str, ...]:
    """The stems of a meaning."""
    return () if label.startswith("No ") else stems(label)
