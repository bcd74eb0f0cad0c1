"""CMS's quarterly add-on code edits: ``AOC_V2026Q4-MCR.txt``.

Layout: notice, heading, then edit type (1 only with listed primaries, 2 the contractor decides, 3 some listed), add-on code, its
deletion, primary code (``CCCCC`` contractor-defined), its deletion, effective date, deletion of the edit, note; dates are the year and
the day of the year
(https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/medicare-ncci-add-code-edits).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..official.sheet import Column, Sheet, procedure, whole_number
from ..official.spans import quarter_in_name
from ..store import day_number


def year_and_day(cell: str) -> int | None:
    """``2024001`` as the store writes days; None where it is blank. Raises ValueError."""
    if not cell.strip("0"):
        return None
    if not re.fullmatch(r"[12]\d{3}[0-3]\d\d", cell):
        raise ValueError(f"{cell!r} is no year with its day")
    year, day = int(cell[:4]), int(cell[4:])
    found = date(year, 1, 1) + timedelta(days=day - 1)
    if found.year != year:
        raise ValueError(f"{cell!r} is no day of a year")
    return day_number(found)


SHEET = Sheet(
    system="ncci-add-on",
    source="CMS NCCI add-on code edits",
    marks=(rb"AOC_Edit_Type", rb"Add-On_Code", rb"Primary_Code"),
    heading="aoc edit type",
    columns=(
        Column("add_on", "add on code", procedure),
        Column("primary", "primary code", procedure),
        Column("type", "aoc edit type", whole_number),
        Column("first", "aoc edit effdt", year_and_day),
        Column("last", "aoc edit deldt", year_and_day),
        Column("add_on_deleted", "aoc deldt", year_and_day),
        Column("primary_deleted", "primary code deldt", year_and_day),
        Column("note", "special instruction notes"),
    ),
    key=("add_on", "primary", "first"),
    span=quarter_in_name(r"AOC_V(?P<year>20\d\d)Q(?P<quarter>[1-4])"),
    whole=2000,
    ama=True,
)
SYSTEM, AMA, recognises, load = SHEET.system, SHEET.ama, SHEET.recognises, SHEET.load
