"""CMS's quarterly procedure-to-procedure edits: ``ccipra-v302r0-f1.txt`` (practitioner), ``ccioph-...`` (outpatient hospital).

Layout: six heading lines, then seven columns parted by tabs: column one, column two, in existence before 1996 (``*``), effective date,
deletion date (``*`` none), modifier indicator, rationale (https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits,
Medicare NCCI Procedure to Procedure (PTP) Edits). The workbook beside the text file in CMS's archive is not needed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import IO

from claimwright.core import InputError, parse_date

from ..ncci.packing import OPEN, PTP_ROW, pack
from ..ncci.ptp import SYSTEM as SYSTEMS
from ..ncci.quarters import file_name, quarter_around, quarter_end, quarter_name, quarter_of_version
from ..store import Loaded, Store, from_day_number

SYSTEM = "ncci-ptp"
AMA = True
_MEND = "give the text file (.txt) of CMS's quarterly archive, whole"
_Row = tuple[str, str, int, int, int]


def recognises(head: bytes) -> bool:
    """By the heading lines."""
    start = head[:2000]
    return b"Column1/Column2 Edits" in start and b"PTP Edit Rationale" in start


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one part of one quarter's table. Raises InputError naming the line that is not as it should be."""
    rows = sorted(_rows(stream))
    if not rows:
        raise InputError("file", "holds no edit", _MEND)
    name = file_name(store)
    setting = "hospital" if "oph" in name.lower().rpartition("!")[2] else "practitioner"
    first = quarter_of_version(name) or quarter_around(_newest_day(rows))
    about = Loaded(
        system=SYSTEMS[setting],
        release=f"{quarter_name(first)}-{rows[0][0]}",
        rows=0,
        source=f"CMS NCCI PTP table, {setting}, {first.year} Q{(first.month + 2) // 3}",
        first=first,
        last=quarter_end(first),
        notice="CPT codes are copyright American Medical Association",
    )
    return store.install(about, lambda connection: _write(connection, rows))


def _rows(stream: IO[bytes]) -> Iterator[_Row]:
    """The edits; headings come before them, and a line after the first edit that is none is a fault."""
    begun = False
    for number, raw in enumerate(stream, 1):
        fields = raw.decode("cp1252", "replace").rstrip("\r\n\x1a").split("\t")
        if not begun and not (len(fields) >= 6 and fields[3].isdigit()):
            continue
        begun = True
        if fields != [""]:
            yield _row(fields, number)


def _row(fields: list[str], number: int) -> _Row:
    try:
        one, two, _before, first, last, indicator = (field.strip() for field in fields[:6])
        if not (len(one) == len(two) == 5 and one.isalnum() and two.isalnum() and indicator in ("0", "1", "9")):
            raise ValueError("not two codes and an indicator")
        parse_date(first)
        return one, two, int(first), OPEN if last in ("*", "") else int(parse_date(last).strftime("%Y%m%d")), int(indicator)
    except ValueError as error:
        raise InputError("file", f"line {number} is no edit ({error})", _MEND) from error


def _newest_day(rows: list[_Row]) -> date:
    days = (day for row in rows for day in row[2:4] if day != OPEN)
    return from_day_number(max(days))


def _write(connection: sqlite3.Connection, rows: list[_Row]) -> int:
    connection.execute("CREATE TABLE ptp(column_one TEXT PRIMARY KEY, edits BLOB NOT NULL) WITHOUT ROWID")
    packed = ((one, pack((row[1:] for row in edits), PTP_ROW)) for one, edits in groupby(rows, key=lambda row: row[0]))
    connection.executemany("INSERT INTO ptp VALUES(?, ?)", packed)
    return len(rows)
