"""CMS's quarterly procedure-to-procedure edits: ``ccipra-v302r0-f1.txt`` (practitioner), ``ccioph-...`` (outpatient hospital).

Layout: six heading lines, then seven columns parted by tabs: column one, column two, in existence before 1996 (``*``), effective date,
deletion date (``*`` none), modifier indicator, rationale
(https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits, Medicare NCCI Procedure to Procedure (PTP)
Edits). The workbook beside the text file in CMS's archive is not needed.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import IO

from claimwright.core import InputError, parse_date

from ..ncci.packing import OPEN, PTP_ROW
from ..ncci.ptp import SYSTEM as SYSTEMS
from ..ncci.ptp import VOID_INDICATOR
from ..ncci.quarters import file_name, quarter_around, quarter_end, quarter_name, quarter_of_version
from ..store import Loaded, Store, day_number, from_day_number

SYSTEM = "ncci-ptp"
AMA = True
_MEND = "give the text file (.txt) of CMS's quarterly archive, whole"
_Row = tuple[str, bytes, int, int, int]
_READ = struct.Struct("<5sIIBI")
"""A row of :data:`PTP_ROW` and the line it stands on."""
_INDICATORS = (b"0", b"1", b"9")
_NEEDED, _COLUMNS = 6, 7
_WHOLE = 100_000


def recognises(head: bytes) -> bool:
    """By the heading lines."""
    start = head[:2000]
    return b"Column1/Column2 Edits" in start and b"PTP Edit Rationale" in start


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one part of one quarter's table. Raises InputError naming the line that is not as it should be."""
    edits, rows, newest = _packed(stream)
    if not rows:
        raise InputError("file", "holds no edit", _MEND)
    name = file_name(store)
    setting = "hospital" if "oph" in name.lower().rpartition("!")[2] else "practitioner"
    first = quarter_of_version(name) or quarter_around(from_day_number(newest))
    about = Loaded(
        system=SYSTEMS[setting],
        release=f"{quarter_name(first)}-{min(edits)}",
        rows=0,
        source=f"CMS NCCI PTP table, {setting}, {first.year} Q{(first.month + 2) // 3}",
        first=first,
        last=quarter_end(first),
        notice="CPT codes are copyright American Medical Association",
        whole=_WHOLE,
    )
    return store.install(about, lambda connection: _write(connection, edits))


def _packed(stream: IO[bytes]) -> tuple[dict[str, bytearray], int, int]:
    """The edits of each column-one code, packed with their lines; how many they are; the newest day of any. A part has 600,000 rows."""
    edits: dict[str, bytearray] = {}
    rows = newest = 0
    for number, (one, two, first, last, indicator) in _rows(stream):
        edits.setdefault(one, bytearray()).extend(_READ.pack(two, first, last, indicator, number))
        newest = max(newest, first, last if last != OPEN else 0)
        rows += 1
    return edits, rows, newest


def _rows(stream: IO[bytes]) -> Iterator[tuple[int, _Row]]:
    """The edits with their lines; headings come before them, and a line after the first edit that is none is a fault."""
    begun = False
    for number, raw in enumerate(stream, 1):
        fields = raw.rstrip(b"\r\n\x1a").split(b"\t")
        if not begun and not (len(fields) >= _NEEDED and fields[3].strip().isdigit()):
            continue
        begun = True
        if fields != [b""]:
            yield number, _row(fields, number)


def _row(fields: list[bytes], number: int) -> _Row:
    try:
        if not _NEEDED <= len(fields) <= _COLUMNS:
            raise ValueError(f"{len(fields)} columns, not {_COLUMNS}")
        one, two, indicator = fields[0].strip(), fields[1].strip(), fields[5].strip()
        if not (len(one) == len(two) == 5 and one.isalnum() and two.isalnum() and indicator in _INDICATORS):
            raise ValueError("not two codes and an indicator")
        first, last = _day(fields[3]), _day(fields[4])
        if first == OPEN:
            raise ValueError("no effective date")
        return one.decode("ascii"), two, first, last, int(indicator)
    except ValueError as error:
        raise InputError("file", f"line {number} is no edit ({error})", _MEND) from error


@lru_cache(4096)
def _day(cell: bytes) -> int:
    """A day as the store writes it; the column has few of them. Raises ValueError."""
    text = cell.strip().decode("ascii")
    return OPEN if text in ("*", "") else day_number(parse_date(text))


def _write(connection: sqlite3.Connection, edits: dict[str, bytearray]) -> int:
    connection.execute("CREATE TABLE ptp(column_one TEXT PRIMARY KEY, edits BLOB NOT NULL) WITHOUT ROWID")
    packed = ((one, _checked(one, edits[one])) for one in sorted(edits))
    connection.executemany("INSERT INTO ptp VALUES(?, ?)", packed)
    return sum(len(rows) for rows in edits.values()) // _READ.size


def _checked(one: str, rows: bytearray) -> bytes:
    """The rows of one column-one code in order, without their lines. Raises InputError where two speak of one day."""
    table = sorted(_READ.iter_unpack(rows))
    for before, after in pairwise(table):
        if before[0] == after[0] and after[1] <= before[2] and VOID_INDICATOR not in (before[3], after[3]):
            pair = f"{one} and {after[0].decode('ascii')}"
            raise InputError("file", f"line {after[4]}: the days of {pair} overlap those of line {before[4]}", _MEND)
    return b"".join(PTP_ROW.pack(*row[:4]) for row in table)
