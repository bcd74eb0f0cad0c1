"""CMS's ICD-10-PCS tables: ``icd10pcs_tables_2027.xml`` of the yearly "Code Tables and Index" zip.

``ICD10PCS.tabular`` > ``pcsTable`` > ``axis@pos`` 1 to 3, then ``pcsRow@codes`` > ``axis@pos`` 4 to 7 > ``label@code``; a row states how
many codes it gives, which is checked (https://www.cms.gov/medicare/coding-billing/icd-10-codes). The year stands in the file, the update
of April does not: the release is that whose valid codes the tables give.
"""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import product
from math import prod
from typing import IO
from xml.etree import ElementTree

from claimwright.core import InputError

from ..icd10cm.validity import PROCEDURES, days_of_release, master_list
from ..icd10pcs.phrases import write_stems
from ..icd10pcs.tables import LENGTH, Meaning, Row, Table
from ..official.reading import lines_of
from ..store import Loaded, Store

SYSTEM = "icd10pcs-tables"
_MEND = "give icd10pcs_tables_*.xml of CMS, or its zip"
_SHAPE = """
CREATE TABLE head(tab TEXT, pos INTEGER, axis TEXT, char TEXT, label TEXT, definition TEXT, PRIMARY KEY(tab, pos)) WITHOUT ROWID;
CREATE TABLE cell(tab TEXT, row INTEGER, pos INTEGER, place INTEGER, axis TEXT, char TEXT, label TEXT,
  PRIMARY KEY(tab, row, pos, place)) WITHOUT ROWID;
"""


def recognises(head: bytes) -> bool:
    """By the root element."""
    return b"<ICD10PCS.tabular" in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the tables of a release. Raises InputError where the XML is broken, a row does not give its codes, or two give the same."""
    content = stream.read()
    root = parse(io.BytesIO(content))
    year = year_of(root)
    lines = list(lines_of(content, rb"<pcsRow\b"))
    rows = iter(lines)
    tables = [_table(element, rows) for element in root.iter("pcsTable")]
    if not tables:
        raise InputError("file", "holds no table", _MEND)
    codes = _codes(tables, lines)
    first, last = days_of_release(codes, master_list(PROCEDURES)) or (date(year - 1, 10, 1), date(year, 9, 30))
    about = Loaded(system=SYSTEM, release=f"{first:%Y-%m}", rows=0, first=first, last=last)
    return store.install(about, lambda connection: _write(connection, tables, len(codes)))


def parse(stream: IO[bytes]) -> ElementTree.Element:
    """The root element. Raises InputError where the XML is broken."""
    try:
        return ElementTree.parse(stream).getroot()  # noqa: S314  expat refuses entity bombs since 2.4.1
    except ElementTree.ParseError as error:
        raise InputError("file", f"is not whole XML ({error})", "fetch it again") from error


def year_of(root: ElementTree.Element) -> int:
    """The fiscal year a PCS file states. Raises InputError where it states none."""
    year = text_of(root.find("version"))
    if not re.fullmatch(r"20\d\d", year):
        raise InputError("file", f"states no release year ({year!r} in <version>)", _MEND)
    return int(year)


def text_of(element: ElementTree.Element | None) -> str:
    """The text of an element and of what is in it, blanks levelled; empty for None."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _table(element: ElementTree.Element, lines: Iterator[int]) -> Table:
    heads = [(label.get("code", ""), _head(axis, label)) for axis in element.findall("axis") for label in axis.findall("label")[:1]]
    code = "".join(char for char, _meaning in heads)
    if len(code) != 3:
        raise InputError("file", f"has a table of {code or 'no characters'} where three characters are due", _MEND)
    return Table(code, tuple(meaning for _char, meaning in heads), tuple(_row(row, code, next(lines)) for row in element.findall("pcsRow")))


def _head(axis: ElementTree.Element, label: ElementTree.Element) -> Meaning:
    return Meaning(text_of(axis.find("title")), text_of(label), text_of(axis.find("definition")) or None)


def _row(element: ElementTree.Element, table: str, line: int) -> Row:
    axes = sorted(element.findall("axis"), key=lambda axis: axis.get("pos", ""))
    labels = tuple({label.get("code", ""): text_of(label) for label in axis.findall("label")} for axis in axes)
    stated, given = element.get("codes", ""), prod(len(found) for found in labels)
    if len(labels) != LENGTH - 3 or stated != str(given):
        raise InputError("file", f"line {line}, a row of table {table}, states {stated or 'no'} codes and gives {given}", "fetch it again")
    return Row(tuple(text_of(axis.find("title")) for axis in axes), labels)


def _codes(tables: list[Table], lines: list[int]) -> set[str]:
    """Every code. Raises InputError naming the lines of two rows that give the same."""
    given: dict[str, int] = {}
    rows = ((table, row) for table in tables for row in table.rows)
    for line, (table, row) in zip(lines, rows, strict=True):
        for chars in product(*row.labels):
            code = f"{table.code}{''.join(chars)}"
            if code in given:
                raise InputError("file", f"line {line} gives {code} twice: line {given[code]} has it already", "fetch it again")
            given[code] = line
    return set(given)


def _write(connection: sqlite3.Connection, tables: list[Table], count: int) -> int:
    connection.executescript(_SHAPE)
    heads = ((table.code, at, head.axis, table.code[at - 1], head.label, head.definition)
             for table in tables for at, head in enumerate(table.heads, 1))  # fmt: skip
    connection.executemany("INSERT INTO head VALUES(?, ?, ?, ?, ?, ?)", heads)
    connection.executemany("INSERT INTO cell VALUES(?, ?, ?, ?, ?, ?, ?)", (cell for table in tables for cell in _cells(table)))
    write_stems(connection, tables)
    return count


def _cells(table: Table) -> Iterator[tuple[str, int, int, int, str, str, str]]:
    for number, row in enumerate(table.rows):
        for pos, (axis, labels) in enumerate(zip(row.axes, row.labels, strict=True), 4):
            yield from ((table.code, number, pos, place, axis, char, label) for place, (char, label) in enumerate(labels.items()))
