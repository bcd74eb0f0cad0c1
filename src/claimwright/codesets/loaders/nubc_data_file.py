"""The Official UB-04 Data File of the NUBC, as a licensee has it: occurrence, occurrence span and value codes, and the other UB-04 lists.

Layout from documentation (no official file was at hand; https://nubc.org/node/240625): a workbook with one sheet a form locator, such as
``FL 31-34 - Occurrence Codes and Dates``, every possible code in order, those that are not assigned included. A sheet is known by its
name or its title; code, words and days are found by their headings. The texts are the AHA's; they stay on the user's machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from claimwright.core import InputError, parse_date

from ..ncci.quarters import file_name
from ..official.codelist import Listed, install_list
from ..official.reading import folded, records, text_of
from ..store import Loaded, Store

SYSTEM = "occurrence"
_LOCATORS = {
    "14": "nubc-admission-type", "15": "nubc-admission-source", "17": "nubc-patient-status", "18": "nubc-condition", "31": "occurrence",
    "35": "occurrence-span", "39": "value", "42": "nubc-revenue",
}  # fmt: skip
"""What the list of a form locator becomes; those of other locators are left alone."""
_TITLE = re.compile(r"\bFL\s*(\d\d)\b")
SHEETS = re.compile(r"\s*FL\s*(?:14|15|17|18|31|35|39|42)\b")
"""The names of the sheets that are read."""
_HEAD = re.compile(rb"\bFL\s*(?:14|15|17|18|31|35|39|42)\b[^\n]*\n(?:[^\n]*\n){0,8}?[^\n]*\bCodes?\b[^\n]*[\t,]")
_WORDS = re.compile(r"(?:title|description|definition|meaning|code title|code description)")
_FIRST, _LAST = re.compile(r".*effective.*"), re.compile(r".*(?:discontinued|terminat|end|expir).*")
_UNASSIGNED = re.compile(r"\b(?:reserved|unassigned|not assigned|unused)\b", re.IGNORECASE)
_YEAR = re.compile(r"(20\d\d)")
_NOTICE = "UB-04 codes and texts are copyright American Hospital Association (NUBC); use them under your licence"
_MEND = "give the NUBC's workbook whole, with the year in its name and the titles of its sheets"


def recognises(head: bytes) -> bool:
    """By the title of a form locator and a heading with Code under it."""
    return _HEAD.search(head[:4000]) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the list of one form locator. Raises InputError naming the line that is not as it should be."""
    text = text_of(stream.read())
    located = _TITLE.search(file_name(store).rpartition("!")[2]) or _TITLE.search(text[:2000])
    year = _YEAR.search(file_name(store)) or _YEAR.search(text[:2000])
    if located is None or year is None:
        raise InputError("file", "does not say of which form locator and year it is", _MEND)
    about = Loaded(
        system=_LOCATORS[located[1]], release=year[1], rows=0, source=f"NUBC UB-04 Data File {year[1]}, FL {located[1]}",
        first=date(int(year[1]) - 1, 7, 1), notice=_NOTICE,
    )  # fmt: skip
    return install_list(store, about, _rows(text), mend=_MEND)


def _rows(text: str) -> Iterator[Listed]:
    delimiter = "\t" if "\t" in text else ","
    rows = records(text, delimiter)
    names: list[str] = []
    for _line, cells in rows:
        names = [folded(cell) for cell in cells]
        if any(re.fullmatch(r"codes?(?: value)?", name) for name in names) and any(_WORDS.fullmatch(name) for name in names):
            break
    else:
        raise InputError("file", "has no heading row with a code and its description", _MEND)
    code = next(place for place, name in enumerate(names) if re.fullmatch(r"codes?(?: value)?", name))
    words = next(place for place, name in enumerate(names) if _WORDS.fullmatch(name))
    first, last = (next((place for place, name in enumerate(names) if sign.fullmatch(name)), None) for sign in (_FIRST, _LAST))
    for line, cells in rows:
        if not any(cells):
            continue
        if len(cells) <= max(code, words) or not re.fullmatch(r"[0-9A-Z]{1,4}", cells[code]) or not cells[words]:
            raise InputError("file", f"line {line} has {len(cells)} columns or no code with its words", _MEND)
        facts = {"unassigned": True} if _UNASSIGNED.search(cells[words]) else {}
        yield Listed(cells[code], " ".join(cells[words].split()), _day(cells, first, line), _day(cells, last, line), facts, line)


def _day(cells: list[str], place: int | None, line: int) -> date | None:
    cell = cells[place] if place is not None and place < len(cells) else ""
    if not cell:
        return None
    try:
        month_first = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", cell)
        return date(int(month_first[3]), int(month_first[1]), int(month_first[2])) if month_first else parse_date(cell)
    except ValueError as error:
        raise InputError("file", f"line {line} has a date that is none ({cell[:20]!r})", _MEND) from error
