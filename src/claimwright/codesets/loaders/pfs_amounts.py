"""CMS's physician fee schedule amounts by locality: ``PFALL26D.txt``, or ``PFREV26D.txt`` for what a release revised.

Layout: quoted csv without heading, 16 columns: year, carrier, locality, code, modifier, non-facility and facility amount, filler, PCTC,
status, multiple surgery, two therapy reductions, OPPS indicator, non-facility and facility amount under the OPPS cap
(https://www.cms.gov/medicare/payment/fee-schedules/physician/carrier-specific-files).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.reading import records, text_of, unrepeated
from ..official.sheet import AMA_NOTICE
from ..official.spans import quarter
from ..store import Loaded, Store

SYSTEM = "pfs-amounts"
AMA = True
_HEAD = re.compile(rb'"20\d\d","\d{5}","\d\d","[0-9A-Z]{5}","[0-9A-Z ]{2}","\d{7}\.\d\d",')
_NAME = re.compile(r"PF(?:REV|ALL|\w*?)(\d\d)([A-D])", re.IGNORECASE)
_COLUMNS = 16
_TRAILER = "TRL-"
"""Notices stand after the last row."""
_MEND = "give CMS's text file, whole, under its own name (PFALL26D.txt)"
_Row = tuple[str, str, str, str, str, str, str]


def recognises(head: bytes) -> bool:
    """By its first row."""
    return _HEAD.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one release. Raises InputError naming the line that is not as it should be."""
    named = _NAME.search(file_name(store))
    if named is None:
        raise InputError("file", "does not say of which release it is", _MEND)
    rows = unrepeated(_rows(text_of(stream.read())), lambda row: row[:4])
    span = quarter(2000 + int(named[1]), "ABCD".index(named[2].upper()) + 1)
    about = Loaded(
        system=SYSTEM, release=span.release, rows=0, source=f"CMS physician fee schedule amounts, {span.release}", first=span.first,
        last=span.last, whole=10000, notice=AMA_NOTICE,
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, rows))


def _rows(text: str) -> Iterator[tuple[int, _Row]]:
    for line, cells in records(text, ","):
        if cells[0].startswith(_TRAILER) or cells in ([""], ["\x1a"]):
            continue
        if len(cells) != _COLUMNS:
            raise InputError("file", f"line {line} has {len(cells)} columns, not {_COLUMNS}", _MEND)
        try:
            nonfacility, facility = str(Decimal(cells[5])), str(Decimal(cells[6]))
        except InvalidOperation as error:
            raise InputError("file", f"line {line} has an amount that is no number", _MEND) from error
        yield line, (cells[3], cells[4], cells[1], cells[2], cells[9], nonfacility, facility)


def _write(connection: sqlite3.Connection, rows: list[_Row]) -> int:
    columns = "code, modifier, carrier, locality, status, nonfacility, facility"
    connection.execute(f"CREATE TABLE sheet({columns}, PRIMARY KEY(code, modifier, carrier, locality)) WITHOUT ROWID")
    connection.executemany("INSERT INTO sheet VALUES(?, ?, ?, ?, ?, ?, ?)", sorted(rows))
    return len(rows)
