"""CMS's HCPCS Level II alpha-numeric file: ``HCPC2026_OCT_ANWEB.txt`` of ``october-2026-alpha-numeric-hcpcs-file.zip`` and its sisters.

Layout (``HCPC2019_recordlayout.txt`` in the same archives): fixed width; 1-5 code, 6-10 sequence, 11 record (3 procedure, 4 its
continuation, 7 modifier, 8 its continuation), 12-91 long text, 92-119 short text, further fields as in :data:`_FIELDS`
(https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update). Dental codes (D) are the ADA's and left
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError, parse_date, replace

from ..ncci.quarters import file_name, quarter_around
from ..official.codelist import Listed, install_list
from ..official.reading import text_of
from ..official.spans import Span, quarter
from ..store import Loaded, Store

SYSTEM, MODIFIERS = "hcpcs", "hcpcs-modifiers"
_ROW = re.compile(r"(.{5})\d{5}([3478])(.{80})(.{28})(.*)", re.DOTALL)
_FIRST = re.compile(rb"(?m)^[A-Z ][A-Z0-9 ]{4}\d{5}[37].{108}")
_NAME = re.compile(r"HCPC(20\d\d)_(JAN|APR|JUL|OCT|CONTR)", re.IGNORECASE)
_QUARTERS = {"CONTR": 1, "JAN": 1, "APR": 2, "JUL": 3, "OCT": 4}
_FIELDS = {
    "pricing": (120, 121), "multiple_pricing": (128, 128), "coverage_manual": (129, 134), "carriers_manual": (147, 154),
    "statute": (171, 180), "laboratory": (181, 183), "see": (205, 209), "coverage": (230, 230), "asc_group": (231, 232), "note": (253, 256),
    "betos": (257, 259), "type_of_service": (261, 261), "base_units": (266, 268), "action": (293, 293),
}  # fmt: skip
_ADDED, _TERMINATED = (269, 276), (285, 292)
_MEND = "give the text file (ANWEB) of CMS's archive, whole"
_LEAST = 119
"""Columns that every first line has; continuation lines may lose the blanks at their end."""
WHOLE, WHOLE_MODIFIERS = 5000, 200
"""Rows that a whole release has at least."""


def recognises(head: bytes) -> bool:
    """By the shape of its rows: a code, a sequence number, a record kind."""
    return len(_FIRST.findall(head)) > 1 and b"\t" not in _FIRST.findall(head)[0]


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install procedures and modifiers. Raises InputError naming the line that is not as it should be."""
    records = list(_records(text_of(stream.read())))
    span = span_of(file_name(store), [row for _kind, row in records])
    about = Loaded(
        system=SYSTEM, release=span.release, rows=0, source=f"CMS HCPCS Level II, {span.release}", first=span.first, last=span.last
    )
    procedures = [row for kind, row in records if kind == "3" and not row.code.startswith("D")]
    modifiers = [row for kind, row in records if kind == "7"]
    if modifiers:
        install_list(store, replace(about, system=MODIFIERS, whole=WHOLE_MODIFIERS), modifiers, mend=_MEND)
    return install_list(store, replace(about, whole=WHOLE), procedures, mend=_MEND)


def _records(text: str) -> Iterator[tuple[str, Listed]]:
    """One code at a time, its continuation lines joined. What stands before the first row are notices."""
    held: tuple[str, Listed] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        found = _ROW.match(line.ljust(_LEAST))
        if found is None or (found[2] in "37" and len(line) < _LEAST):
            if held is not None and line.strip():
                raise InputError("file", f"line {number} is cut off or no row of the layout", _MEND)
            continue
        kind, words = found[2], found[3].strip()
        if kind in "37":
            if held is not None:
                yield held
            held = kind, _listed(line, found[1].strip(), words, found[4].strip(), number)
        elif held is None or held[1].code != found[1].strip():
            raise InputError("file", f"line {number} continues {found[1].strip()}, whose first line is missing", _MEND)
        else:
            held = held[0], held[1]._replace(title=f"{held[1].title} {words}".strip())
    if held is not None:
        yield held


def _listed(line: str, code: str, words: str, short: str, number: int) -> Listed:
    try:
        first, last = _day(line, *_ADDED), _day(line, *_TERMINATED)
    except ValueError as error:
        raise InputError("file", f"line {number} has a date that is none ({error})", _MEND) from error
    facts = {"short": short} | {name: line[start - 1 : end].strip() for name, (start, end) in _FIELDS.items()}
    return Listed(code, words, first, last, facts, number)


def _day(line: str, start: int, end: int) -> date | None:
    cell = line[start - 1 : end].strip()
    return parse_date(cell) if cell else None


def span_of(name: str, rows: list[Listed]) -> Span:
    """By CMS's name of the file; without it the quarter of the newest code."""
    if found := _NAME.search(name):
        return quarter(int(found[1]), _QUARTERS[found[2].upper()])
    days = [row.first for row in rows if row.first]
    if not days:
        raise InputError("file", "does not say of which quarter it is", "keep CMS's own name of the file")
    newest = quarter_around(max(days))
    return quarter(newest.year, (newest.month + 2) // 3)
