"""CMS's imaging prices under the OPPS cap, by locality: ``OPPSCAP_Oct.csv`` of ``rvu25d.zip`` and its sisters.

Layout: heading in the first row: HCPCS, MOD, PROCSTAT, CARRIER, LOCALITY, FACILITY PRICE, NON-FACILTY PRICE (CMS's spelling); a row of
commas ends it. The file names only its month: the year is that of the archive, or of the GPCI, ANES and LOCCO files beside it (42 CFR
414.22(b)(5)(v); section 5102(b) of the Deficit Reduction Act).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import IO

from claimwright.core import InputError

from ..official.sheet import Column, Sheet, amount, procedure, text
from ..official.spans import Span, quarter, undated
from ..store import Loaded, Store

_ARCHIVE = re.compile(r"RVU(\d\d)([A-D])", re.IGNORECASE)
_NAME = re.compile(r"OPPSCAP_(Jan|Apr|Jul|Oct)", re.IGNORECASE)
_BESIDE = re.compile(r"(?:GPCI|ANES)(20\d\d)|(\d\d)LOCCO", re.IGNORECASE)
_QUARTERS = {"JAN": 1, "APR": 2, "JUL": 3, "OCT": 4}


SHEET = Sheet(
    system="pfs-opps-cap",
    source="CMS physician fee schedule, OPPS cap",
    marks=(rb"^\W*HCPCS\W+MOD\W+PROCSTAT\W+CARRIER\W+LOCALITY",),
    heading="hcpcs",
    columns=(
        Column("code", "hcpcs", procedure),
        Column("modifier", "mod", lambda cell: text(cell) or ""),
        Column("carrier", "carrier", lambda cell: cell.zfill(5)),
        Column("locality", "locality", lambda cell: cell.zfill(2)),
        Column("status", "procstat"),
        Column("facility", "facility price", amount),
        Column("nonfacility", "non facil\\w* price", amount),
    ),
    key=("code", "modifier", "carrier", "locality"),
    span=undated(""),
    whole=1000,
    ama=True,
)
SYSTEM, AMA, recognises = SHEET.system, SHEET.ama, SHEET.recognises


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one quarter. Raises InputError naming the line that is not as it should be."""
    return replace(SHEET, span=lambda _title, name: _span(name, store.beside)).load(stream, store)


def _span(name: str, beside: tuple[str, ...]) -> Span:
    for part in (name, *beside):
        if (found := _ARCHIVE.search(part)) and "!" in part:
            return quarter(2000 + int(found[1]), "ABCD".index(found[2].upper()) + 1)
    years = {int(found[1] or 2000 + int(found[2])) for part in beside if (found := _BESIDE.search(part))}
    month = _NAME.search(name)
    if month is None or len(years) != 1:
        raise InputError(
            "file", "does not say of which year it is", "give CMS's archive whole (rvu25d.zip), or keep its files in one folder"
        )
    return quarter(years.pop(), _QUARTERS[month[1].upper()])
