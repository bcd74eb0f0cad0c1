"""Titles of an ICD-10-PCS release: CMS's order file (``icd10pcs_order_2027.txt``) or code file (``icd10pcs_codes_2027.txt``).

Order file: 1-5 number, 7-13 code (three characters: a table), 15 whether it is a code, 17-76 short title, 78 on long title; code file:
1-7 code, 9 on title. Neither states its release: it is the one whose valid codes it lists, of two with the same codes the later
(https://www.cms.gov/medicare/coding-billing/icd-10-codes).
"""

from __future__ import annotations

import re
import sqlite3
from typing import IO

from claimwright.core import InputError

from ..icd10cm.validity import PROCEDURES, days_of_release, master_list
from ..store import Loaded, Store

SYSTEM = "icd10pcs-titles"
_ORDER = re.compile(rb"(?:\xef\xbb\xbf)?\d{5} 001 +0 \S")
_CODES = re.compile(rb"(?:\xef\xbb\xbf)?001[0-9A-Z]{4} \S[^\r\n]*[\r\n]+001")
_ORDER_ROW = re.compile(r"\d{5} ([0-9A-HJ-NP-Z]{3,7}) +([01]) .{60} (.+)")
_CODE_ROW = re.compile(r"([0-9A-HJ-NP-Z]{7}) +(\S.*)")


def recognises(head: bytes) -> bool:
    """By a first row that is the first table's."""
    return bool(_ORDER.match(head) or _CODES.match(head))


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the titles of a release. Raises InputError naming the row that is none, or where no known release has these codes."""
    text = stream.read()
    pattern = _ORDER_ROW if _ORDER.match(text) else _CODE_ROW
    titles: dict[str, str] = {}
    for number, line in enumerate(text.decode("utf-8-sig", "replace").splitlines(), 1):
        if line.strip():
            _add(titles, pattern, number, line)
    days = days_of_release(set(titles), master_list(PROCEDURES))
    if days is None:
        raise InputError("file", f"lists the codes of no known release ({len(titles):,} rows)", "give the whole file of one release")
    about = Loaded(system=SYSTEM, release=f"{days[0]:%Y-%m}", rows=0, first=days[0], last=days[1])
    return store.install(about, lambda connection: _write(connection, titles))


def _add(titles: dict[str, str], pattern: re.Pattern[str], number: int, line: str) -> None:
    match = pattern.match(line)
    if not match:
        raise InputError("file", f"line {number} is no row of a code list ({line[:40]!r})", "fetch it again")
    if match[1] in titles:
        raise InputError("file", f"line {number} gives {match[1]} a second time", "fetch it again")
    titles[match[1]] = match[match.re.groups].strip()


def _write(connection: sqlite3.Connection, titles: dict[str, str]) -> int:
    connection.execute("CREATE TABLE title(code TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID")
    connection.executemany("INSERT INTO title VALUES(?, ?)", sorted(titles.items()))
    return len(titles)
