"""General equivalence mappings of ICD-9-CM and ICD-10: ``2018_I9gem.txt``, ``2018_I10gem.txt``, ``gem_i9pcs.txt``.

Layout from documentation (``Dxgem_guide_2018.pdf``,
https://www.cms.gov/medicare/coding-billing/icd-10-codes/icd-10-cm-icd-10-pcs-gem-archive; no official file was at hand): source code,
target code (``NoDx`` or ``NoPCS`` where there is none), five flags: approximate, no map, combination, scenario, choice list. The last
edition is that of 2018: a target may be deleted since, so check it on its day.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.reading import text_of
from ..store import Loaded, Store

SYSTEM = "gem"
_ROW = re.compile(r"([A-Z0-9]{3,7}) +([A-Z0-9]{3,7}|NoDx|NoPCS) +([01])([01])([01])(\d)(\d)\s*")
_HEAD = re.compile(rb"(?:[A-Z0-9]{3,7} +(?:[A-Z0-9]{3,7}|NoDx|NoPCS) +[01]{3}\d\d[ ]*\r?\n){2}")
_YEAR = re.compile(r"(20\d\d)")
_LAST_EDITION = 2018
_PCS = 7
_MEND = "give CMS's text file, whole"
_Row = tuple[str, str, int, int, int, int, int]


def recognises(head: bytes) -> bool:
    """By the shape of its first rows."""
    return _HEAD.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one direction. Raises InputError naming the line that is no mapping or stands twice."""
    rows = list(_rows(text_of(stream.read())))
    named = _YEAR.search(file_name(store))
    year = int(named[1]) if named else _LAST_EDITION
    about = Loaded(
        system=_system(rows), release=str(year), rows=0, source=f"CMS general equivalence mappings {year}", first=date(year - 1, 10, 1),
        whole=3000,
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, rows))


def _system(rows: list[_Row]) -> str:
    if all(len(row[0]) == _PCS for row in rows):
        return "gem-icd10pcs-icd9"
    if all(len(row[1]) == _PCS or row[3] for row in rows):
        return "gem-icd9-icd10pcs"
    return "gem-icd10cm-icd9" if sum(row[0][0].isalpha() for row in rows) * 2 > len(rows) else "gem-icd9-icd10cm"


def _rows(text: str) -> Iterator[_Row]:
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _ROW.fullmatch(line)
        if found is None:
            raise InputError("file", f"line {number} is cut off or no mapping", _MEND)
        source, target, *flags = found.groups()
        if (key := (source, target, *flags[3:])) in seen:
            raise InputError("file", f"line {number} repeats {source} to {target} of line {seen[key]}", _MEND)
        seen[key] = number
        approximate, none, combination, scenario, choice = map(int, flags)
        yield source, target, approximate, none, combination, scenario, choice


def _write(connection: sqlite3.Connection, rows: list[_Row]) -> int:
    columns = "source_code TEXT, target TEXT, approximate, no_map, combination, scenario INTEGER, choice INTEGER"
    connection.execute(f"CREATE TABLE sheet({columns}, PRIMARY KEY(source_code, scenario, choice, target)) WITHOUT ROWID")
    connection.executemany("INSERT INTO sheet VALUES(?, ?, ?, ?, ?, ?, ?)", sorted(rows))
    return len(rows)
