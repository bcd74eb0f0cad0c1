"""X12's external code lists as a licensee has them: claim status categories (507), claim status (508), adjustment reasons, remarks.

Layout from documentation (no official file was at hand; the fields are those of X12's code list pages, https://x12.org/codes: code,
description, start, last modified, stop): a title row that names the list, then the heading ``Code``, ``Description``, ``Start``, ``Last
Modified``, ``Stop``. The texts are X12's; they stay on the user's machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

from claimwright.core import InputError

from ..official.codelist import Listed, install_list
from ..official.reading import folded, records, text_of
from ..store import Loaded, Store

SYSTEM = "claim-status"
_LISTS = (
    (re.compile(r"claim status category codes?", re.IGNORECASE), "claim-status-category", 20, r"[A-Z]\d{1,2}"),
    (re.compile(r"claim status codes?", re.IGNORECASE), "claim-status", 300, r"\d{1,3}"),
    (re.compile(r"claim adjustment reason codes?", re.IGNORECASE), "carc", 200, r"[A-Z]?\d{1,3}"),
    (re.compile(r"remittance advice remark codes?", re.IGNORECASE), "rarc", 500, r"(?:MA|M|N)\d{1,3}"),
)
"""Name of each list, the system it becomes, rows a whole one has at least, the shape of its codes."""
_HEADING = re.compile(r"code description start(?: date)? last modified(?: date)? stop(?: date)?.*")
_FORMATS = ("%m/%d/%Y", "%Y-%m-%d")
_NOTICE = "Code lists and their texts are copyright X12; use them under X12's terms"
_MEND = "give the list as X12 delivers it, with its title and its heading"


def recognises(head: bytes) -> bool:
    """By its title and its heading."""
    text = head[:4000].decode("utf-8", "replace")
    heading = re.search(r"(?i)\bCode\W+Description\W+Start\b[^\n]*?Last Modified[^\n]*?Stop", text)
    return heading is not None and any(name.search(text[: heading.start()]) for name, *_rest in _LISTS)


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one list, in force from the newest day it states. Raises InputError naming the line that is not as it should be."""
    text = text_of(stream.read())
    for delimiter in (",", "\t"):
        title, rows = "", records(text, delimiter)
        for _line, cells in rows:
            if _HEADING.fullmatch(folded(" ".join(cells[:5]))):
                return _installed(title, list(rows), store)
            title += " ".join(cells) + "\n"
    raise InputError("file", "has no heading row", _MEND)


def _installed(title: str, rows: list[tuple[int, list[str]]], store: Store) -> Loaded:
    system, whole, shape = next((system, whole, shape) for name, system, whole, shape in _LISTS if name.search(title))
    listed = list(_listed(rows, shape))
    days = [day for row in listed for day in (row.first, row.facts["modified"], row.last) if day]
    if not days:
        raise InputError("file", "holds no code with a day", _MEND)
    newest = max(days)
    stored = (row._replace(facts={"modified": f"{day}" if (day := row.facts["modified"]) else ""}) for row in listed)
    about = Loaded(
        system=system, release=f"{newest:%Y-%m-%d}-x12", rows=0, source=f"X12 code list, state of {newest}", first=newest, notice=_NOTICE,
        whole=whole,
    )  # fmt: skip
    return install_list(store, about, stored, mend=_MEND)


def _listed(rows: list[tuple[int, list[str]]], shape: str) -> Iterator[Listed]:
    for line, cells in rows:
        if not any(cells):
            continue
        if len(cells) < 5 or not re.fullmatch(shape, cells[0]) or not cells[1]:
            raise InputError("file", f"line {line} has {len(cells)} columns or no code of the list", _MEND)
        start, modified, stop = (_day(cell, line) for cell in cells[2:5])
        yield Listed(cells[0], " ".join(cells[1].split()), start, stop, {"modified": modified}, line)


def _day(cell: str, line: int) -> date | None:
    if not cell:
        return None
    for form in _FORMATS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007  a day, no time
        except ValueError:
            continue
    raise InputError("file", f"line {line} has a date that is none ({cell[:20]!r})", _MEND)
