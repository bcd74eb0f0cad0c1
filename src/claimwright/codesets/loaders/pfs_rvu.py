"""CMS's national physician fee schedule relative value file: ``PPRRVU2025_Oct.csv`` of ``rvu25d.zip`` and its sisters.

Layout: notices, then a heading stacked over rows of which the last begins with HCPCS, then one row per code and component. Columns are
found by their stacked names: 2026 has one more than 2025. The AMA's descriptors, where the file has them, go into a list of their own
(https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files).
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import IO

from claimwright.core import InputError, replace

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import records, unrepeated
from ..pfs.tables import CONVERSION, RVU, RVU_QPP
from ..store import Loaded, Store

SYSTEM = RVU
DESCRIPTORS = "cpt-cms"
_PROGRAM = re.compile(r"(nonQPP|QPP)", re.IGNORECASE)
_TWO_FILES = 2026
"""Since when a release has two files: of qualifying APM participants and of all others (42 U.S.C. 1395w-4(d)(1)(A))."""
_CPT = re.compile(r"\d{4}[0-9AFMTU]")
_WHOLE_CPT = 5000
AMA = True
_TITLE = re.compile(r"(20\d\d) National Physician Fee Schedule Relative Value File (January|April|July|October)")
_QUARTER = {"January": ("A", 1), "April": ("B", 4), "July": ("C", 7), "October": ("D", 10)}
_WHOLE = 1000
_MEND = "give the csv file of CMS's archive, whole"
_UNITS = {
    "work": "WORK RVU", "nonfacility_pe": "NON-FAC PE RVU", "facility_pe": "FACILITY PE RVU", "mp": "MP RVU",
    "pre": "PRE OP", "intra": "INTRA OP", "post": "POST OP",
    "opps_nonfacility_pe": "NON-FACILITY PE USED FOR OPPS PAYMENT AMOUNT",
    "opps_facility_pe": "FACILITY PE USED FOR OPPS PAYMENT AMOUNT",
    "opps_mp": "MP USED FOR OPPS PAYMENT AMOUNT",
}  # fmt: skip
_WORDS = {
    "code": "HCPCS", "modifier": "MOD", "status": "STATUS CODE", "pctc": "PCTC IND", "global_days": "GLOB DAYS", "multiple": "MULT PROC",
    "bilateral": "BILAT SURG", "assistant": "ASST SURG", "cosurgeons": "CO- SURG",
}  # fmt: skip
_LATER = {"team": "TEAM SURG", "endo_base": "ENDO BASE"}
"""Columns that a file may lack: None in every row then."""
_MARKS = {"nonfacility_na": "NON-FAC NA INDICATOR", "facility_na": "FACILITY NA INDICATOR"}
_EXTRA = {"description": "DESCRIPTION", "factor": "CONV FACTOR"}
_COLUMNS = (*_WORDS, *_UNITS, *_MARKS, *_LATER)
_Row = tuple[str | int | None, ...]
_Extra = tuple[str, str]
_CAP = ("opps_nonfacility_pe", "opps_facility_pe", "opps_mp")
_CODE = re.compile(r"[0-9A-Z]\d{3}[0-9A-Z]")
_HEADING_ROWS = 5


def recognises(head: bytes) -> bool:
    """By the title and the last row of the heading."""
    return b"Physician Fee Schedule Relative Value File" in head[:2000] and b"\nHCPCS,MOD,DESCRIPTION" in head[:8000]


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one release. Raises InputError naming the row that is not as it should be."""
    text = stream.read().decode("cp1252", "replace")
    title = _TITLE.search(text)
    if title is None:
        raise InputError("file", "does not say of which year and quarter it is", _MEND)
    year, (letter, month) = int(title[1]), _QUARTER[title[2]]
    program = _program(file_name(store), year)
    found = list(_rows(text))
    rows = unrepeated(((number, row) for number, row, _extra in found), lambda row: row[:2], "row")
    if not rows:
        raise InputError("file", "holds no row", _MEND)
    about = Loaded(
        system=RVU_QPP if program == "QPP" else SYSTEM, release=f"RVU{year % 100}{letter}", rows=0,
        source=f"CMS, relative value file {title[2]} {year}" + (f", {program}" if program != "all" else ""),
        first=date(year, month, 1), last=_quarter_end(year, month), notice="CPT codes are copyright American Medical Association",
        whole=_WHOLE,
    )  # fmt: skip
    _beside(about, found, program, store)
    return store.install(about, lambda connection: _write(connection, rows))


def _program(name: str, year: int) -> str:
    """Whose file it is: ``QPP``, ``nonQPP``, or ``all`` before there were two. The files do not say it; their names do."""
    if named := _PROGRAM.search(name):
        return {"qpp": "QPP", "nonqpp": "nonQPP"}[named[1].lower()]
    if year >= _TWO_FILES:
        raise InputError("file", "does not say whether it is of qualifying APM participants (QPP) or of others", "keep CMS's own name")
    return "all"


def _beside(about: Loaded, found: list[tuple[int, _Row, _Extra]], program: str, store: Store) -> None:
    """What the file says beside its units: its conversion factor, and the AMA's short descriptors, which the user accepted the terms of."""
    factors = Counter(extra[1] for _number, _row, extra in found if extra[1])
    if factors:
        factor = factors.most_common(1)[0][0]
        system = replace(about, system=CONVERSION, release=f"{about.release}-{program}", notice="", whole=0)
        install_list(store, system, [Listed(program, factor, line=1)])
    words = {
        str(row[0]): Listed(str(row[0]), extra[0], line=number) for number, row, extra in found if extra[0] and _CPT.fullmatch(str(row[0]))
    }
    if words:
        install_list(store, replace(about, system=DESCRIPTORS, whole=_WHOLE_CPT), words.values())


def _quarter_end(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month == 10 else date(year, month + 3, 1)
    return following - timedelta(days=1)


def _rows(text: str) -> Iterator[tuple[int, _Row, _Extra]]:
    table = [cells for _line, cells in records(text, ",")]
    start = next((number for number, cells in enumerate(table) if cells[:2] == ["HCPCS", "MOD"]), None)
    if start is None:
        raise InputError("file", "has no heading row that begins with HCPCS", _MEND)
    places = _places(table[max(0, start - _HEADING_ROWS + 1) : start + 1])
    for number, cells in enumerate(table[start + 1 :], start + 2):
        if any(cells):
            row = _row(cells, places, number)
            description, factor = (cells[places[name]].strip() if name in places and places[name] < len(cells) else "" for name in _EXTRA)
            yield number, row, (description, factor)


def _places(heading: list[list[str]]) -> dict[str, int]:
    """Where each column stands, by its stacked name."""
    width = len(heading[-1])
    names = [" ".join(word for row in heading if place < len(row) and (word := row[place].strip())) for place in range(width)]
    wanted = {**_WORDS, **_UNITS, **_MARKS}
    missing = [name for name in wanted.values() if name not in names]
    if missing:
        raise InputError("file", f"has no column {missing[0]!r}", _MEND)
    also = {column: name for column, name in (_EXTRA | _LATER).items() if name in names}
    return {column: names.index(name) for column, name in {**wanted, **also}.items()}


def _row(cells: list[str], places: dict[str, int], number: int) -> _Row:
    try:
        words = {column: cells[places[column]].strip() for column in (*_WORDS, *_MARKS)}
        units: dict[str, str | None] = {column: str(Decimal(cells[places[column]].strip() or "0")) for column in _UNITS}
        later = tuple(cells[places[column]].strip() if column in places else None for column in _LATER)
    except (IndexError, InvalidOperation) as error:
        raise InputError("file", f"row {number} is cut off or not of numbers", _MEND) from error
    if not _CODE.fullmatch(words["code"]):
        raise InputError("file", f"row {number} does not begin with a procedure code", _MEND)
    if not any(Decimal(units[column] or 0) for column in _CAP):
        units |= dict.fromkeys(_CAP)  # the imaging cap does not touch this row
    return (
        *(words[column] for column in _WORDS),
        *(units[column] for column in _UNITS),
        *(int(words[column] == "NA") for column in _MARKS),
        *later,
    )


def _write(connection: sqlite3.Connection, rows: list[_Row]) -> int:
    connection.execute(f"CREATE TABLE rvu({', '.join(_COLUMNS)}, PRIMARY KEY(code, modifier)) WITHOUT ROWID")
    connection.executemany(f"INSERT INTO rvu VALUES({', '.join('?' * len(_COLUMNS))})", rows)
    return len(rows)
