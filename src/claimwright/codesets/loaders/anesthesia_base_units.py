"""CMS's anaesthesia base units by code: ``CY2022 Anesthesia Base Units.txt``, tab-separated, heading over three rows.

https://www.cms.gov/medicare/payment/fee-schedules/physician/anesthesiologists-center
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError

from ..official.reading import unrepeated
from ..pfs.tables import BASE_UNITS
from ..store import Loaded, Store

SYSTEM = BASE_UNITS
AMA = True
_HEADING = re.compile(rb"CODE\t(20\d\d)\s+BASE\s+UNIT")
_ROW = re.compile(r"(0\d{4})\t(\d{1,2})\s*")
_MEND = "give CMS's text file, whole"


def recognises(head: bytes) -> bool:
    """By the heading."""
    return _HEADING.search(head[:400]) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year. Raises InputError naming the line that is not as it should be."""
    content = stream.read()
    heading = _HEADING.search(content)
    if heading is None:
        raise InputError("file", "has no heading", _MEND)
    rows = unrepeated(_rows(content[heading.end() :].decode("cp1252", "replace")), lambda row: row[0], "line after the heading,")
    if not rows:
        raise InputError("file", "holds no code", _MEND)
    year = int(heading[1])
    about = Loaded(
        system=SYSTEM, release=f"ANESBU{year}", rows=0, source=f"CMS, anaesthesia base units {year}", first=date(year, 1, 1),
        last=date(year, 12, 31), whole=200, notice="CPT codes are copyright American Medical Association",
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, rows))


def _rows(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        found = _ROW.fullmatch(line)
        if found:
            yield number, (found[1], found[2])
        elif re.match(r"\d", line):
            raise InputError("file", f"line {number} after the heading is no code with its units", _MEND)


def _write(connection: sqlite3.Connection, rows: list[tuple[str, str]]) -> int:
    connection.execute("CREATE TABLE base_units(code TEXT PRIMARY KEY, units) WITHOUT ROWID")
    connection.executemany("INSERT INTO base_units VALUES(?, ?)", rows)
    return len(rows)
