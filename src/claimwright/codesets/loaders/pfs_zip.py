"""CMS's ZIP code to carrier and locality file, five digits: ``ZIP5_OCT2025.txt``.

Layout: fixed width 80: state 1-2, ZIP 3-7, carrier 8-12, locality 13-14, plus-four flag 21, year and quarter 76-80
(https://www.cms.gov/medicare/payment/fee-schedules, Zip Code to Carrier Locality File).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO

from claimwright.core import InputError

from ..official.reading import unrepeated
from ..pfs.tables import ZIP
from ..store import Loaded, Store

SYSTEM = ZIP
_LINE = re.compile(r"[A-Z]{2}(\d{5})(\d{5})(\d\d).{6}([01])(?!\d{4}).{54}(20\d\d[1-4])\s*")
_MEND = "give the text file of CMS's archive, whole"


def recognises(head: bytes) -> bool:
    """By the shape of the first line."""
    return _LINE.fullmatch(head.split(b"\n", 1)[0].decode("latin-1")) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one quarter. Raises InputError naming the line that is not as it should be."""
    rows = unrepeated(_rows(stream.read().decode("latin-1")), lambda row: row[0])
    year, quarter = int(rows[0][4][:4]), int(rows[0][4][4])
    first = date(year, 3 * quarter - 2, 1)
    last = (date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)) - timedelta(days=1)
    source = f"CMS, ZIP code to carrier locality file {year} Q{quarter}"
    about = Loaded(system=SYSTEM, release=f"ZIP{year}Q{quarter}", rows=0, source=source, first=first, last=last, whole=20000)
    return store.install(about, lambda connection: _write(connection, rows))


def _rows(text: str) -> Iterator[tuple[int, tuple[str, str, str, str, str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise InputError("file", f"line {number} is cut off or of another layout", _MEND)
        yield number, (found[1], found[2], found[3], found[4], found[5])


def _write(connection: sqlite3.Connection, rows: list[tuple[str, str, str, str, str]]) -> int:
    connection.execute("CREATE TABLE zip(zip TEXT PRIMARY KEY, carrier, locality, needs_nine) WITHOUT ROWID")
    connection.executemany("INSERT INTO zip VALUES(?, ?, ?, ? = '1')", [row[:4] for row in rows])
    return len(rows)
