"""CMS's ZIP code to carrier and locality file, nine digits: ``ZIP9_OCT2026.txt``.

Layout from documentation (``ZIP9lyout.txt`` of the same archive; no official file was at hand): fixed width 80: state 1-2, ZIP 3-7,
carrier 8-12, locality 13-14, rural 15, plus-four flag 21, plus four 22-25, Part B indicator 32, year and quarter 76-80
(https://www.cms.gov/medicare/payment/fee-schedules, Zip Code to Carrier Locality File).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import IO

from claimwright.core import InputError

from ..official.reading import unrepeated
from ..official.spans import quarter
from ..store import Loaded, Store

SYSTEM = "pfs-zip9"
_LINE = re.compile(r"[A-Z]{2}(\d{5})(\d{5})(\d\d)([ RB]).{5}1(\d{4}).{6}(.).{43}(20\d\d[1-4])\s*")
_MEND = "give the text file of CMS's archive, whole"
_Row = tuple[str, str, str, str, str]


def recognises(head: bytes) -> bool:
    """By the shape of the first line."""
    return _LINE.fullmatch(head.split(b"\n", 1)[0].decode("latin-1")) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one quarter. Raises InputError naming the line that is not as it should be."""
    rows = unrepeated(_rows(stream), lambda row: row[0])
    if not rows:
        raise InputError("file", "holds no ZIP code", _MEND)
    span = quarter(int(rows[0][4][:4]), int(rows[0][4][4]))
    about = Loaded(
        system=SYSTEM, release=f"ZIP9-{span.release}", rows=0, source=f"CMS, ZIP+4 to carrier locality {span.release}", first=span.first,
        last=span.last, whole=20000,
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, rows))


def _rows(stream: IO[bytes]) -> Iterator[tuple[int, _Row]]:
    for number, line in enumerate(stream, 1):
        text = line.decode("latin-1")
        if not text.strip():
            continue
        found = _LINE.fullmatch(text)
        if found is None:
            raise InputError("file", f"line {number} is cut off or of another layout", _MEND)
        yield number, (found[1] + found[5], found[2], found[3], found[4].strip(), found[7])


def _write(connection: sqlite3.Connection, rows: list[_Row]) -> int:
    connection.execute("CREATE TABLE sheet(zip TEXT PRIMARY KEY, carrier, locality, rural) WITHOUT ROWID")
    connection.executemany("INSERT INTO sheet VALUES(?, ?, ?, ?)", (row[:4] for row in sorted(rows)))
    return len(rows)
