"""The NCHS index XML: Alphabetic Index, External Cause Index, Table of Neoplasms, Table of Drugs and Chemicals.

Schema: ``icd10cm-index.xsd`` and ``icd10cm-drug-neoplasm.xsd`` of the NCHS release (``icd10cm-index-2027.xml`` and its sisters inside
``icd10cm-table-and-index-2027.zip``, https://www.cdc.gov/nchs/icd/icd-10-cm/files.html).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import IO
from xml.etree import ElementTree

from claimwright.core import InputError

from ..store import Loaded, Store

SYSTEM = "icd10cm-index"
_TABLES = """
CREATE TABLE term(id INTEGER PRIMARY KEY, level INTEGER NOT NULL, title TEXT NOT NULL, nemod TEXT NOT NULL, code TEXT, manif TEXT,
  see TEXT, see_also TEXT, last INTEGER NOT NULL)
"""
_MEND = "give the index XML of the NCHS release, or its zip"
_WITHOUT_CODE = ("category", "subcategory", "note at")
_CODE = re.compile(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{0,4})?-?(?:\s?\(?-?\)?)?|-+")
_CODE_AS = re.compile(r"(\S.*?)\s*[-\u2013\u2014]{1,2}\s*((?:code|omit)\b.*)")
_SEE = re.compile(r"see(?:\s+also)?,?\s+(?:if applicable,\s*)?", re.IGNORECASE)
_NEMOD = re.compile(r"\(([^()]*)\)")
_Row = tuple[int, int, str, str, str | None, str | None, str | None, str | None, int]


def recognises(head: bytes) -> bool:
    """By the root element."""
    return b"<ICD10CM.index" in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one of the four books. Raises InputError where the XML is broken or holds no term."""
    try:
        root = ElementTree.parse(stream).getroot()  # noqa: S314  expat refuses entity bombs since 2.4.1
    except ElementTree.ParseError as error:
        raise InputError("file", f"is not whole XML ({error})", "fetch it again") from error
    year = _text(root.find("version"))
    if not re.fullmatch(r"20\d\d", year):
        raise InputError("file", f"states no release year ({year!r} in <version>)", _MEND)
    heads = {head.get("col", ""): _text(head) for head in root.iter("head")}
    rows = list(_numbered(root, heads))
    if not rows:
        raise InputError("file", "holds no main term", _MEND)
    first = date(int(year) - 1, 10, 1)
    about = Loaded(system=_system(root, heads), release=year, rows=0, first=first, last=date(int(year), 9, 30))
    return store.install(about, lambda connection: _write(connection, rows))


def _system(root: ElementTree.Element, heads: dict[str, str]) -> str:
    if heads:
        return "icd10cm-neoplasms" if heads.get("1", "").startswith("Neoplasm") else "icd10cm-drugs"
    return "icd10cm-external-causes" if "EXTERNAL CAUSE" in _text(root.find("title")).upper() else SYSTEM


def _write(connection: sqlite3.Connection, rows: list[_Row]) -> int:
    connection.execute(_TABLES)
    connection.executemany("INSERT INTO term VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("CREATE INDEX term_level ON term(level, id)")
    return len(rows)


def _numbered(root: ElementTree.Element, heads: dict[str, str]) -> Iterator[_Row]:
    number = 0

    def visit(element: ElementTree.Element, level: int) -> list[_Row]:
        nonlocal number
        number += 1
        mine = number
        below: list[_Row] = []
        for cell in element.findall("cell"):
            if code := _code(_text(cell)):
                number += 1
                below.append((number, level + 1, heads.get(cell.get("col", ""), ""), "", code, None, None, None, number))
        for child in element.findall("term"):
            below += visit(child, level + 1)
        title, modifiers = _title(element.find("title"))
        code, manif = _code(_text(element.find("code"))), _text(element.find("manif"))
        if manif and not _CODE.fullmatch(manif):  # words that were put in the place of a second code
            modifiers, manif = [*modifiers, manif], ""
        see, see_also = (_named(words, code) for words in (_see(element), _text(element.find("seeAlso"))))
        title, modifiers, told = _told(title, modifiers)
        pointers = (code, _code(manif), see or (None if code else told), see_also)
        return [(mine, level, title, "\n".join(modifiers), *pointers, number), *below]

    for main in root.iter("mainTerm"):
        yield from visit(main, 0)


def _title(element: ElementTree.Element | None) -> tuple[str, list[str]]:
    """The words of a title without its nonessential modifiers, and these."""
    if element is None:
        return "", []
    nemod = " ".join("".join(part.itertext()) for part in element.iter("nemod"))
    words = (element.text or "") + " ".join(part.tail or "" for part in element)
    return " ".join(words.split()), [word.strip() for word in _NEMOD.findall(nemod) if word.strip()]


def _told(title: str, modifiers: list[str]) -> tuple[str, list[str], str | None]:
    """Title and modifiers without the reference that stands in their words: ``blisters - code as Burn, second degree``, ``(see Cyst)``."""
    plain = [word for word in modifiers if not _SEE.match(word)]
    seen = next((_SEE.sub("", word) for word in modifiers if _SEE.match(word)), None)
    found = _CODE_AS.fullmatch(title)
    return (found[1], plain, found[2]) if found else (title, plain if seen else modifiers, seen)


def _see(element: ElementTree.Element) -> str | None:
    """``see`` as printed; a pointer to a category or subcategory in the words the printed Index uses."""
    if see := _text(element.find("see")):
        return see
    for tag, word in (("seecat", "category"), ("subcat", "subcategory")):
        if code := _text(element.find(tag)):
            return f"{word} {code}"
    return None


def _named(words: str | None, code: str | None) -> str | None:
    """A reference that says only "category", "subcategory" or "Note at" means the code that stands with it."""
    return f"{words} {code}" if words and code and words.lower() in _WITHOUT_CODE else words or None


def _code(text: str) -> str | None:
    return text if text.strip("-") else None


def _text(element: ElementTree.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
