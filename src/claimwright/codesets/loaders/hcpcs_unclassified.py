"""CMS's list of HCPCS codes for what has no code of its own (not otherwise classified): ``NOC_Codes_2026.xlsx`` of the quarterly archive.

Layout: title, heading HCPCS, LONG DESCRIPTION, ADD DATE, TERM DATE
(https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError, parse_date

from ..official.codelist import Listed, install_list
from ..official.reading import records, text_of
from ..store import Loaded, Store

SYSTEM = "hcpcs-unclassified"
_TITLE = re.compile(r"NOC CODES\W+HCPCS\W+(20\d\d)", re.IGNORECASE)
_WIDTH = 4
_END = "_x001A_"
"""The end-of-file sign that old programs leave in the last cell."""
_MEND = "give CMS's workbook, whole"


def recognises(head: bytes) -> bool:
    """By its title and heading."""
    return b"NOC CODES" in head[:400] and b"HCPCS\tLONG DESCRIPTION\tADD DATE" in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year. Raises InputError naming the row that is not as it should be."""
    text = text_of(stream.read())
    named = _TITLE.search(text)
    if named is None:
        raise InputError("file", "does not say of which year it is", _MEND)
    year = int(named[1])
    about = Loaded(
        system=SYSTEM, release=str(year), rows=0, source=f"CMS HCPCS Level II, unclassified codes {year}", first=date(year, 1, 1),
        last=date(year, 12, 31), whole=50,
    )  # fmt: skip
    return install_list(store, about, _rows(text), mend=_MEND)


def _rows(text: str) -> Iterator[Listed]:
    """One code at a time; a row of the same code without a day goes on with its words."""
    begun, held = False, None
    for line, cells in records(text, "\t"):
        if not begun or not any(cells) or cells == [_END]:
            begun = begun or cells[:2] == ["HCPCS", "LONG DESCRIPTION"]
            continue
        if not re.fullmatch(r"[A-V]\d{4}", cells[0]) or not 2 <= len(cells) <= _WIDTH:
            raise InputError("file", f"row {line} has {len(cells)} columns or no code, its heading {_WIDTH}", _MEND)
        if held is not None and len(cells) == 2 and held.code == cells[0]:
            held = held._replace(title=f"{held.title} {cells[1]}")
            continue
        if held is not None:
            yield held
        held = _listed(cells + [""] * (_WIDTH - len(cells)), line)
    if held is not None:
        yield held


def _listed(cells: list[str], line: int) -> Listed:
    try:
        first, last = (parse_date(cell) if cell else None for cell in cells[2:])
    except ValueError as error:
        raise InputError("file", f"row {line} has a date that is none ({error})", _MEND) from error
    return Listed(cells[0], cells[1], first, last, line=line)
