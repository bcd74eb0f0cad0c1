"""CMS's geographic practice cost indices: ``GPCI2025.csv`` of ``rvu25d.zip`` and its sisters.

Layout: title, blank row, heading (MAC, state, locality number, name, work index with its floor, practice expense, malpractice), rows,
footnotes (https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import IO

from claimwright.core import InputError

from ..official.reading import records, unrepeated
from ..pfs.tables import GPCI
from ..store import Loaded, Store

SYSTEM = GPCI
_YEAR = re.compile(r"(20\d\d) PW GPCI")
_WIDTH = 7
_MEND = "give the csv file of CMS's archive, whole"


def recognises(head: bytes) -> bool:
    """By the heading row."""
    return b"PW GPCI" in head[:2000] and b"Locality Number" in head[:2000] and b"," in head[:2000]


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year. Raises InputError naming the row that is not as it should be."""
    text = stream.read().decode("cp1252", "replace")
    year = _YEAR.search(text)
    if year is None:
        raise InputError("file", "does not say of which year it is", _MEND)
    rows = unrepeated(_rows(text), lambda row: row[:2], "row")
    if not rows:
        raise InputError("file", "holds no locality", _MEND)
    number = int(year[1])
    about = Loaded(
        system=SYSTEM, release=f"GPCI{number}", rows=0, source=f"CMS, geographic practice cost indices {number}",
        first=date(number, 1, 1), last=date(number, 12, 31), whole=80,
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, rows))


def _rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, (_line, cells) in enumerate(records(text, ","), 1):
        if not cells or not cells[0].strip().isdigit():
            continue
        if len(cells) < _WIDTH:
            raise InputError("file", f"row {number} has {len(cells)} columns, not {_WIDTH}", _MEND)
        carrier, state, locality, name, *indices = (cell.strip() for cell in cells[:_WIDTH])
        try:
            values = [str(Decimal(index)) for index in indices]
        except InvalidOperation as error:
            raise InputError("file", f"row {number} has an index that is no number", _MEND) from error
        yield number, (carrier.zfill(5), locality.zfill(2), state, name.rstrip("*").title(), *values)


def _write(connection: sqlite3.Connection, rows: list[tuple[str, ...]]) -> int:
    columns = "carrier, locality, state, name, work, pe, mp"
    connection.execute(f"CREATE TABLE gpci({columns}, PRIMARY KEY(carrier, locality)) WITHOUT ROWID")
    connection.executemany("INSERT INTO gpci VALUES(?, ?, ?, ?, ?, ?, ?)", rows)
    return len(rows)
