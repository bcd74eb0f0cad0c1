"""Titles of another ICD-10-CM release, from the order file, the code file, or the tabular XML of NCHS; from this its notes too.

Order file: 1-5 number, 7-13 code, 15 billable flag, 17-76 short title, 78 on long title. Code file: 1-7 code, 9 on title. No file
states its release dependably, so it is the one whose valid codes it lists, of two with the same codes the later
(https://www.cdc.gov/nchs/icd/icd-10-cm/files.html).
"""

from __future__ import annotations

import re
import sqlite3
from typing import IO

from claimwright.core import InputError, dotted, replace

from ..icd10cm.compile import write_text
from ..icd10cm.notebook import SYSTEM as NOTES
from ..icd10cm.tabular import Node, read_tabular
from ..icd10cm.validity import days_of_release, master_list
from ..official.reading import lines_of, unrepeated
from ..store import Loaded, Store

SYSTEM = "icd10cm-titles"
_ORDER = re.compile(rb"\d{5} (A00)\S* +[01] \S")
_CODES = re.compile(rb"(A00)[0-9A-Z]{0,4} +\S[^\r\n]*[\r\n]+A0")
_ORDER_ROW = re.compile(r"\d{5} ([A-Z][0-9A-Z]{2,6}) +([01]) .{60} (.+)")
_CODE_ROW = re.compile(r"([A-Z][0-9A-Z]{2,6}) +(\S.*)")


def recognises(head: bytes) -> bool:
    """By the root element, or by a first row that is cholera's."""
    return b"<ICD10CM.tabular" in head or bool(_ORDER.match(head) or _CODES.match(head))


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the titles of a release, of a tabular XML the notes too.

    Raises InputError where the file is broken or lists the codes of no known release.
    """
    chapters = _tabular(stream)
    titles = {node.code: node.title or "" for chapter in chapters for node in chapter.walk() if "-" not in node.code} or _read(stream)
    days = days_of_release(set(titles), master_list())
    if days is None:
        raise InputError("file", f"lists the codes of no known release ({len(titles):,} codes)", "give the whole file of one release")
    about = Loaded(system=SYSTEM, release=f"{days[0]:%Y-%m}", rows=0, first=days[0], last=days[1])
    if chapters:
        store.install(replace(about, system=NOTES), lambda connection: write_text(connection, chapters))
    return store.install(about, lambda connection: _write(connection, titles))


def _tabular(stream: IO[bytes]) -> list[Node]:
    """The chapters of a tabular XML; none of another file. Raises InputError naming the line of a code that stands twice."""
    head = stream.read(4096)
    stream.seek(0)
    chapters = read_tabular(stream, "file") if b"<ICD10CM.tabular" in head else []
    seen: set[str] = set()
    for node in (node for chapter in chapters for node in chapter.walk()):
        if node.code in seen:
            stream.seek(0)
            lines = list(lines_of(stream.read(), rb"<name>\s*" + re.escape(dotted(node.code).encode()) + rb"\s*</name>"))
            where = f"line {lines[1]} repeats {dotted(node.code)} of line {lines[0]}" if len(lines) > 1 else f"gives {node.code} twice"
            raise InputError("file", where, "fetch it again")
        seen.add(node.code)
    return chapters


def _read(stream: IO[bytes]) -> dict[str, str]:
    text = stream.read()
    try:
        lines = text.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        lines = text.decode("cp1252", "replace").splitlines()
    ordered = _ORDER.match(text) is not None
    rows = ((number, _row(number, line, ordered)) for number, line in enumerate(lines, 1) if line.strip())
    return dict(unrepeated(rows, lambda row: row[0]))


def _row(number: int, line: str, ordered: bool) -> tuple[str, str]:
    match = (_ORDER_ROW if ordered else _CODE_ROW).match(line)
    if not match:
        raise InputError("file", f"line {number} is no row of a code list ({line[:40]!r})", "fetch it again")
    return match[1], match[match.re.groups].strip()


def _write(connection: sqlite3.Connection, titles: dict[str, str]) -> int:
    connection.execute("CREATE TABLE title(code TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID")
    connection.executemany("INSERT INTO title VALUES(?, ?)", sorted(titles.items()))
    return len(titles)
