"""CMS's counties of the payment localities: ``25LOCCO.csv`` of ``rvu25d.zip`` and its sisters.

Layout: title with the year, heading in row 3 (contractor, locality, state, fee schedule area, counties). The numbers lost their leading
zeros, and the state stands only in the first row of its group; remarks stand in rows of one cell
(https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files).
"""

from __future__ import annotations

import sqlite3
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.reading import folded, records, text_of
from ..official.spans import calendar_year
from ..store import Loaded, Store

SYSTEM = "pfs-localities"
_SPAN = calendar_year("LOCCO")
_MEND = "give the csv file of CMS's archive, whole"
_WIDTH = 5


def recognises(head: bytes) -> bool:
    """By its title and heading."""
    start = head[:2000].upper()
    return b"COUNTIES INCLUDED IN" in start and b"LOCALITIES" in start and b"FEE SCHEDULE AREA" in start


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year. Raises InputError naming the line that is not as it should be."""
    rows: list[tuple[int, str, str, str, str, str]] = []
    title, state, begun = "", "", False
    for line, cells in records(text_of(stream.read()), ","):
        if not begun:
            title += " ".join(cells) + " "
            begun = folded(" ".join(cells)).endswith("fee schedule area counties")
            continue
        if sum(map(bool, cells)) < 2 and not cells[0].isdigit():
            continue
        if len(cells) < _WIDTH or not (cells[0].isdigit() and cells[1].rstrip("*").isdigit()):
            raise InputError("file", f"line {line} is cut off or names no locality", _MEND)
        state = cells[2] or state
        rows.append(
            (len(rows), cells[0].zfill(5), cells[1].rstrip("*").zfill(2), state.title(), cells[3].rstrip("* ").title(), cells[4].title())
        )
    if not rows:
        raise InputError("file", "holds no locality", _MEND)
    span = _SPAN(title, file_name(store))
    about = Loaded(
        system=SYSTEM, release=span.release, rows=0, source=f"CMS, localities of {span.release[-4:]}", first=span.first,
        last=span.last, whole=80,
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, rows))


def _write(connection: sqlite3.Connection, rows: list[tuple[int, str, str, str, str, str]]) -> int:
    connection.execute("CREATE TABLE sheet(number INTEGER PRIMARY KEY, carrier, locality, state, name, counties)")
    connection.executemany("INSERT INTO sheet VALUES(?, ?, ?, ?, ?, ?)", rows)
    return len(rows)
