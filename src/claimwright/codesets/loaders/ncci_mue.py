"""CMS's quarterly medically unlikely edits: ``MCR_MUE_PractitionerServices_Eff_07-01-2024.csv`` and its sisters for hospitals and DME.

Layout: a quoted notice over several lines, a heading row whose first cell breaks over two lines, then code, units, adjudication indicator
(``2 Date of Service Edit: Policy``), rationale
(https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits, Medicare NCCI Medically Unlikely Edits).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError

from ..ncci.mue import SYSTEM as SYSTEMS
from ..ncci.mue import Setting
from ..ncci.quarters import file_name, quarter_end, quarter_name, quarter_of_effective
from ..official.reading import records, unrepeated
from ..store import Loaded, Store

SYSTEM = "ncci-mue"
AMA = True
_WHOLE = 1000
_MEND = "give the csv file of CMS's quarterly archive, whole"
_SETTINGS: dict[str, Setting] = {"Practitioner": "practitioner", "Outpatient Hospital": "hospital", "DME Supplier": "dme"}
_HEADING = re.compile(r"(Practitioner|Outpatient Hospital|DME Supplier) Services MUE Values")
_COPYRIGHT = re.compile(r"copyright (20\d\d)")
_Row = tuple[str, int, int, str]


def recognises(head: bytes) -> bool:
    """By the heading row."""
    return b"MUE Values" in head[:4000] and b"MUE Adjudication Indicator" in head[:4000]


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one quarter's table of one setting. Raises InputError naming the row that is not as it should be."""
    text = stream.read().decode("cp1252", "replace")
    heading = _HEADING.search(text)
    if heading is None:
        raise InputError("file", "names no setting in its heading", _MEND)
    setting = _SETTINGS[heading[1]]
    rows = unrepeated(_rows(text), lambda row: row[0], "row")
    if not rows:
        raise InputError("file", "holds no limit", _MEND)
    first = quarter_of_effective(file_name(store)) or _year(text)
    about = Loaded(
        system=SYSTEMS[setting],
        release=quarter_name(first),
        rows=0,
        source=f"CMS NCCI MUE table, {setting}, {first.year} Q{(first.month + 2) // 3}",
        first=first,
        last=quarter_end(first),
        notice="CPT codes are copyright American Medical Association",
        whole=_WHOLE,
    )
    return store.install(about, lambda connection: _write(connection, rows))


def _year(text: str) -> date:
    """Where the file's name does not say its quarter: the year after its copyright, from its first day."""
    found = _COPYRIGHT.search(text)
    if found is None:
        raise InputError("file", "does not say of which quarter it is", "keep CMS's name of the file (..._Eff_07-01-2024.csv)")
    return date(int(found[1]) + 1, 1, 1)


def _rows(text: str) -> Iterator[tuple[int, _Row]]:
    begun = False
    for number, (_line, fields) in enumerate(records(text, ","), 1):
        if not begun:
            begun = len(fields) > 2 and "MUE Values" in fields[1]
        elif any(fields):
            yield number, _row(fields, number)


def _row(fields: list[str], number: int) -> _Row:
    try:
        code, units, indicator, rationale = (field.strip() for field in fields[:4])
        if len(code) != 5 or indicator[:1] not in ("1", "2", "3"):
            raise ValueError("not a code and an adjudication indicator")
        return code, int(units), int(indicator[0]), rationale
    except ValueError as error:
        raise InputError("file", f"row {number} is no limit ({error})", _MEND) from error


def _write(connection: sqlite3.Connection, rows: list[_Row]) -> int:
    connection.execute("CREATE TABLE mue(code TEXT PRIMARY KEY, units INTEGER, adjudication INTEGER, rationale TEXT) WITHOUT ROWID")
    connection.executemany("INSERT INTO mue VALUES(?, ?, ?, ?)", rows)
    return len(rows)
