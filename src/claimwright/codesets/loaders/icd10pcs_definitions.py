"""CMS's ICD-10-PCS definitions: ``icd10pcs_definitions_2027.xml`` of the yearly "Code Tables and Index" zip. Layout from documentation.

``ICD10PCS.definitions`` > ``section@code`` > ``axis@pos`` > ``terms`` > one or more ``title``, ``definition``, ``explanation``, any
number of ``includes``; beside the sections ``deviceAggregation`` > ``aggregate`` (``device``, ``operation``, ``bodySys``,
``parent@value``): devices that stand for a broader one (https://www.cms.gov/medicare/coding-billing/icd-10-codes).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import IO
from xml.etree import ElementTree

from claimwright.core import InputError

from ..store import Loaded, Store
from .icd10pcs_tables import parse, text_of, year_of

SYSTEM = "icd10pcs-definitions"
_SHAPE = """
CREATE TABLE definition(section TEXT, pos INTEGER, title TEXT, definition TEXT, explanation TEXT, PRIMARY KEY(section, pos, title))
  WITHOUT ROWID;
CREATE TABLE include(term TEXT, value TEXT, section TEXT, pos INTEGER);
CREATE TABLE aggregate(device TEXT, operation TEXT, systems TEXT, parent TEXT, value TEXT);
"""
_Definition = tuple[str, int, str, str, str]
_Include = tuple[str, str, str, int]
_Aggregate = tuple[str, str, str, str, str]


def recognises(head: bytes) -> bool:
    """By the root element."""
    return b"<ICD10PCS.definitions" in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the definitions of a year. Raises InputError where the XML is broken, an axis has no place or nothing is defined."""
    root = parse(stream)
    year = year_of(root)
    definitions: dict[tuple[str, int, str], _Definition] = {}
    includes: list[_Include] = []
    for section, pos, terms in _terms(root):
        for title in (text_of(found) for found in terms.findall("title")):
            parts = (text_of(terms.find("definition")), text_of(terms.find("explanation")))
            definitions[section, pos, title] = (section, pos, title, *parts)
            includes += [(text_of(term), title, section, pos) for term in terms.findall("includes") if text_of(term)]
    if not definitions:
        raise InputError("file", "defines nothing", "give icd10pcs_definitions_*.xml of CMS, or its zip")
    about = Loaded(system=SYSTEM, release=str(year), rows=0, first=date(year - 1, 10, 1), last=date(year, 9, 30))
    rows = list(definitions.values())
    return store.install(about, lambda connection: _write(connection, rows, includes, list(_aggregates(root))))


def _terms(root: ElementTree.Element) -> Iterator[tuple[str, int, ElementTree.Element]]:
    for section in root.iter("section"):
        for axis in section.iter("axis"):
            pos = axis.get("pos", "")
            if pos not in tuple("1234567"):
                raise InputError("file", f"has an axis at {pos or 'no place'} in section {section.get('code')}", "fetch it again")
            yield from ((section.get("code", ""), int(pos), terms) for terms in axis.findall("terms"))


def _aggregates(root: ElementTree.Element) -> Iterator[_Aggregate]:
    for found in root.iter("aggregate"):
        parent = found.find("parent")
        systems = "\n".join(text_of(system) for system in found.findall("bodySys"))
        value = parent.get("value", "") if parent is not None else ""
        yield text_of(found.find("device")), text_of(found.find("operation")), systems, text_of(parent), value


def _write(connection: sqlite3.Connection, definitions: list[_Definition], includes: list[_Include], aggregates: list[_Aggregate]) -> int:
    connection.executescript(_SHAPE)
    connection.executemany("INSERT INTO definition VALUES(?, ?, ?, ?, ?)", definitions)
    connection.executemany("INSERT INTO include VALUES(?, ?, ?, ?)", includes)
    connection.executemany("INSERT INTO aggregate VALUES(?, ?, ?, ?, ?)", aggregates)
    return len(definitions)
