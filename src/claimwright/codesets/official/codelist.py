"""A list of codes with their meanings and the days each holds, as it lies in the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from claimwright.core import InputError

from ..store import Loaded, Store, day_number

ALWAYS, OPEN = 0, 99991231
"""Day numbers of "since ever" and "still in force"."""


class Listed(NamedTuple):
    """One code over one time. ``title``: the source's words, empty where it has none. ``line``: where it stands in the file."""

    code: str
    title: str = ""
    first: date | None = None
    last: date | None = None
    facts: dict[str, Any] = {}  # noqa: RUF012  read only
    line: int = 0


def install_list(store: Store, about: Loaded, rows: Iterable[Listed], *, mend: str = "give the file as it was published, whole") -> Loaded:
    """Check that no code stands twice on one day, then install. Raises InputError naming the line."""
    table = sorted(rows, key=lambda row: (row.code, row.first or date.min, row.line))
    if not table:
        raise InputError("file", "holds no code", mend)
    for row in table:
        if row.first and row.last and row.last < row.first:
            raise InputError("file", f"line {row.line}: {row.code} ends on {row.last}, before it begins", mend)
    for before, after in pairwise(table):
        if before.code == after.code:
            _follows(before, after, mend)
    return store.install(about, lambda connection: _write(connection, table))


def _follows(before: Listed, after: Listed, mend: str) -> None:
    if before.first == after.first:
        raise InputError("file", f"line {after.line} repeats {after.code} of line {before.line}", mend)
    if before.last is None or (after.first or date.min) <= before.last:
        raise InputError("file", f"line {after.line}: the days of {after.code} overlap those of line {before.line}", mend)


def _write(connection: sqlite3.Connection, table: list[Listed]) -> int:
    connection.execute(
        "CREATE TABLE code(code TEXT, title TEXT, first INTEGER, last INTEGER, facts TEXT, PRIMARY KEY(code, first)) WITHOUT ROWID"
    )
    connection.executemany("INSERT INTO code VALUES(?, ?, ?, ?, ?)", map(_stored, table))
    return len(table)


def _stored(row: Listed) -> tuple[str, str, int, int, str]:
    facts = {name: value for name, value in row.facts.items() if value not in (None, "", [])}
    first = day_number(row.first) if row.first else ALWAYS
    last = day_number(row.last) if row.last else OPEN
    return row.code, row.title, first, last, json.dumps(facts) if facts else ""
