"""CMS's anaesthesia conversion factors by locality: ``ANES2025.csv`` of ``rvu25d.zip`` and its sisters.

Layout: heading with the national factor in its last cell, then contractor, locality, name, factor; cells may end in blanks
(https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import IO

from claimwright.core import InputError

from ..official.reading import records, text_of, unrepeated
from ..pfs.tables import ANESTHESIA
from ..store import Loaded, Store

SYSTEM = ANESTHESIA
_YEAR = re.compile(r"ANES(20\d\d)", re.IGNORECASE)
_MEND = "give the csv file of CMS's archive, whole, under its own name (ANES2025.csv)"


def recognises(head: bytes) -> bool:
    """By the heading row."""
    return b"National Anes CF" in head[:1000].replace(b"\0", b"")  # one release of it is UTF-16


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year; only the file's name tells which. Raises InputError naming the row that is not as it should be."""
    from ..ncci.quarters import file_name

    named = _YEAR.search(file_name(store))
    if named is None:
        raise InputError("file", "does not say of which year it is", _MEND)
    rows = unrepeated(_rows(text_of(stream.read())), lambda row: row[:2], "row")
    if not rows:
        raise InputError("file", "holds no locality", _MEND)
    year = int(named[1])
    about = Loaded(
        system=SYSTEM, release=f"ANES{year}", rows=0, source=f"CMS, anaesthesia conversion factors {year}",
        first=date(year, 1, 1), last=date(year, 12, 31), whole=80,
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, rows))


def _rows(text: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for number, (_line, cells) in enumerate(records(text, "\t" if "\t" in text[:400] else ","), 1):
        if cells and cells[0].strip().isdigit():
            try:
                yield number, (cells[0].strip().zfill(5), cells[1].strip().zfill(2), str(Decimal(cells[3].strip())))
            except (IndexError, InvalidOperation) as error:
                raise InputError("file", f"row {number} is cut off or has a factor that is no number", _MEND) from error


def _write(connection: sqlite3.Connection, rows: list[tuple[str, str, str]]) -> int:
    connection.execute("CREATE TABLE factors(carrier, locality, factor, PRIMARY KEY(carrier, locality)) WITHOUT ROWID")
    connection.executemany("INSERT INTO factors VALUES(?, ?, ?)", rows)
    return len(rows)
