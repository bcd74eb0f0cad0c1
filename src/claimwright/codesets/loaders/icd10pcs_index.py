"""CMS's ICD-10-PCS Index: ``icd10pcs_index_2027.xml`` of the yearly "Code Tables and Index" zip.

``ICD10PCS.index`` > ``letter`` > ``mainTerm`` > ``term@level`` (recursive), each with ``title`` and one of ``code`` (a code), ``codes``
(a beginning), ``tab`` (a table), ``see`` and ``use``; these two may hold ``tab`` or ``codes`` in their text
(https://www.cms.gov/medicare/coding-billing/icd-10-codes).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import IO, NamedTuple
from xml.etree import ElementTree

from claimwright.core import InputError

from ..store import Loaded, Store
from .icd10pcs_tables import parse, text_of, year_of

SYSTEM = "icd10pcs-index"
_SHAPE = """
CREATE TABLE term(id INTEGER PRIMARY KEY, level INTEGER NOT NULL, title TEXT NOT NULL, code TEXT, see TEXT, use TEXT,
  last INTEGER NOT NULL);
"""
_CODES = ("code", "codes", "tab")


class _Term(NamedTuple):
    number: int
    level: int
    title: str
    code: str | None
    see: str | None
    use: str | None
    last: int


def recognises(head: bytes) -> bool:
    """By the root element."""
    return b"<ICD10PCS.index" in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the Index of a year. Raises InputError where the XML is broken or holds no term."""
    root = parse(stream)
    year = year_of(root)
    terms = [term for number, main in _numbered(root) for term in _terms(main, 0, number)]
    if not terms:
        raise InputError("file", "holds no main term", "give icd10pcs_index_*.xml of CMS, or its zip")
    about = Loaded(system=SYSTEM, release=str(year), rows=0, first=date(year - 1, 10, 1), last=date(year, 9, 30))
    return store.install(about, lambda connection: _write(connection, terms))


def _numbered(root: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    number = 1
    for main in root.iter("mainTerm"):
        yield number, main
        number += 1 + sum(1 for _term in main.iter("term"))


def _terms(element: ElementTree.Element, level: int, number: int) -> list[_Term]:
    """The term and those below it, numbered in the order of the book."""
    below: list[_Term] = []
    for child in element.findall("term"):
        below += _terms(child, level + 1, number + 1 + len(below))
    see, use = element.find("see"), element.find("use")
    code = next((text_of(found) for name in _CODES for found in (element.find(name),) if found is not None), None)
    code = code or next((text_of(part) for place in (see, use) if place is not None for part in place), None)
    title = text_of(element.find("title"))
    return [_Term(number, level, title, code, _reference(see), _reference(use), number + len(below)), *below]


def _reference(element: ElementTree.Element | None) -> str | None:
    """The words of a reference, without the code that may stand in it."""
    if element is None:
        return None
    return " ".join(((element.text or "") + " ".join(part.tail or "" for part in element)).split()) or None


def _write(connection: sqlite3.Connection, terms: list[_Term]) -> int:
    connection.executescript(_SHAPE)
    connection.executemany("INSERT INTO term VALUES(?, ?, ?, ?, ?, ?, ?)", terms)
    connection.execute("CREATE INDEX term_level ON term(level, id)")
    return len(terms)
