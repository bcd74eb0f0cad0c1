"""Every code of ICD-10-CM, held to the official XML, which this test reads in its own way.

The quick test asks every 60th code, the slow one all 74,719 and every heading above them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from claimwright.codesets import Books
from claimwright.codesets.icd10cm.validity import package_file

APRIL = date(2026, 4, 1)
KINDS = {
    "includes": "includes",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "useAdditionalCode": "use-additional-code",
    "codeFirst": "code-first",
    "codeAlso": "code-also",
    "notes": "note",
    "sevenChrNote": "seventh-character",
}


class Official(NamedTuple):
    """What the XML says of one code: title, notes as (kind, text, place) nearest first, terms, 7th characters, those above and below."""

    code: str
    title: str
    notes: tuple[tuple[str, str, str], ...]
    terms: tuple[str, ...]
    sevenths: dict[str, str]
    parent: str
    chapter: str
    block: str
    below: tuple[str, ...]


def words(element: ElementTree.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def notes_at(element: ElementTree.Element, place: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((KINDS[part.tag], words(note), place) for part in element if part.tag in KINDS for note in part.iter("note"))


def filled(code: str, char: str) -> str:
    """The code with its 7th character: six places, filled with X, and the dot after the third."""
    bare = code.replace(".", "")
    return f"{bare[:3]}.{bare[3:].ljust(3, 'X')}{char}"


def of_code(element: ElementTree.Element, above: Official) -> Iterator[Official]:
    """A code, what its 7th characters make of it, and the codes below."""
    code = words(element.find("name"))
    own = {part.attrib["char"]: words(part) for found in element.findall("sevenChrDef") for part in found if part.get("char")}
    here = Official(
        code=code,
        title=words(element.find("desc")),
        notes=notes_at(element, code) + above.notes,
        terms=tuple(words(note) for found in element.findall("inclusionTerm") for note in found.iter("note")),
        sevenths=own or above.sevenths,
        parent=above.code,
        chapter=above.chapter,
        block=above.block,
        below=tuple(words(child.find("name")) for child in element.findall("diag")),
    )
    if not here.below and here.sevenths:
        here = here._replace(below=tuple(filled(code, char) for char in here.sevenths))
        for char, meaning in here.sevenths.items():
            yield here._replace(code=filled(code, char), title=f"{here.title}, {meaning}", terms=(), sevenths={}, parent=code, below=())
    yield here
    for child in element.findall("diag"):
        yield from of_code(child, here)


def official() -> Iterator[Official]:
    path = sorted(package_file("simple_icd_10_cm", "data").glob("*tabular*.xml"))[-1]
    for chapter in ElementTree.parse(path).getroot().iter("chapter"):
        number = words(chapter.find("name"))
        for section in chapter.findall("section"):
            name = section.get("id", "")
            block = name if "-" in name else f"{name}-{name}"
            above = notes_at(section, block) + notes_at(chapter, number)
            start = Official(block, "", above, (), {}, "", number, block, ())
            for diag in section.findall("diag"):
                yield from of_code(diag, start)


@pytest.fixture(scope="module")
def book_of_the_xml(books: Books) -> dict[str, Official]:
    return {item.code: item for item in official()}


def test_the_codes_are_those_of_the_xml(books: Books, book_of_the_xml: dict[str, Official]) -> None:
    billable = {code for code, _title, billable in books.icd10cm.titles(APRIL) if billable}
    assert len(billable) == 74719 and billable <= book_of_the_xml.keys()
    leaves = {code for code, item in book_of_the_xml.items() if not item.below}
    never = [code for code in leaves - billable if books.icd10cm.validate(code, APRIL).billable]
    assert never == [], "a code that may be billed is a leaf of the XML, and the other way round where the list of the day knows it"


@pytest.mark.parametrize("step", [60, pytest.param(1, marks=pytest.mark.slow)])
def test_lookup_agrees_with_the_xml(books: Books, book_of_the_xml: dict[str, Official], step: int) -> None:
    book = books.icd10cm
    billable = sorted(code for code, _title, billable in book.titles(APRIL) if billable)
    headings = sorted(book_of_the_xml.keys() - set(billable))
    asked = billable[::step] + [code for code in headings[::step] if book.lookup(code, APRIL)]
    for code in asked:
        entry, wanted = book.lookup(code, APRIL), book_of_the_xml[code]
        assert entry.title == wanted.title, code
        assert tuple((note.kind, note.text, note.at) for note in entry.notes) == wanted.notes, code
        assert all(note.inherited == (note.at != code) for note in entry.notes), code
        assert (entry.parent, entry.chapter, entry.block) == (wanted.parent, wanted.chapter, wanted.block), code
        assert entry.inclusion_terms == wanted.terms and entry.seventh_characters == wanted.sevenths, code
        if wanted.below:
            standing = tuple(below for below in wanted.below if book.billable_descendants(below, APRIL))
            assert set(entry.children) == set(standing), code
    assert len(asked) > 1200
