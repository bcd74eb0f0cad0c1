"""The ICD-10-PCS body part key and device key as a table: one anatomical or device term and the value it is coded to in each row.

CMS prints both as appendices of the ICD-10-PCS code book; in this form they are two columns with a tab between, headed ``term`` and
``pcs_value``. Which of the two it is, the values tell: only the device key leads to a substitute.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from typing import IO

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..store import Loaded, Store

SYSTEM = "icd10pcs-body-parts"
DEVICES = "icd10pcs-devices"
_HEADING = re.compile(rb"(?:\xef\xbb\xbf)?term\tpcs_value\r?\n")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DEVICE = re.compile(r"\b(Substitute|Device|Electrode|Generator|Pump)\b")


def recognises(head: bytes) -> bool:
    """By the heading row."""
    return bool(_HEADING.match(head))


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install a key; of a year where the name of the file has one. Raises InputError naming the row that is not two columns."""
    lines = stream.read().decode("utf-8-sig", "replace").splitlines()[1:]
    rows = [_row(number, line) for number, line in enumerate(lines, 2) if line.strip()]
    if not rows:
        raise InputError("file", "holds no term", "fetch it again")
    devices = sum(bool(_DEVICE.search(value)) for _term, value in rows) * 2 > len(rows)
    found = _YEAR.search(file_name(store))
    first = date(int(found[0]) - 1, 10, 1) if found else None
    last = date(int(found[0]), 9, 30) if found else None
    about = Loaded(system=DEVICES if devices else SYSTEM, release=found[0] if found else "undated", rows=0, first=first, last=last)
    return store.install(about, lambda connection: _write(connection, rows))


def _row(number: int, line: str) -> tuple[str, str]:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != 2 or not all(cells):
        raise InputError("file", f"line {number} is not a term and its value ({line[:40]!r})", "fetch it again")
    return cells[0], cells[1]


def _write(connection: sqlite3.Connection, rows: list[tuple[str, str]]) -> int:
    connection.execute("CREATE TABLE include(term TEXT, value TEXT)")
    connection.executemany("INSERT INTO include VALUES(?, ?)", rows)
    return len(rows)
