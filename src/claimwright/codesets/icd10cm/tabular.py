"""The Tabular List: the official NCHS XML as a tree, with 7th characters expanded.

Schema: ``icd10cm-tabular.xsd`` of the NCHS release (https://www.cdc.gov/nchs/icd/icd-10-cm/files.html). Codes that take a 7th character
are not listed there: the nearest definition above a code without subdivisions gives them, and ``X`` fills the places up to the sixth
(ICD-10-CM Official Guidelines, I.A.4 and I.A.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

from claimwright.core import InputError

NOTE_KINDS = {
    "includes": "includes",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "useAdditionalCode": "use-additional-code",
    "codeFirst": "code-first",
    "codeAlso": "code-also",
    "notes": "note",
    "sevenChrNote": "seventh-character",
}


@dataclass(slots=True)
class Node:
    """A chapter, block, category or code. ``code`` without dot; ``kind`` is chapter, block, code or expanded; ``notes``: kind and text."""

    code: str
    kind: str
    title: str | None
    notes: list[tuple[str, str]] = field(default_factory=list)
    inclusion: list[str] = field(default_factory=list)
    seventh: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The node and everything below it, in the order of the book."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_tabular(source: IO[bytes], where: str) -> list[Node]:
    """The chapters. Raises InputError where the XML is broken or is not a Tabular List."""
    try:
        root = ElementTree.parse(source).getroot()  # noqa: S314  expat of Python 3.11 refuses entity bombs
    except (ElementTree.ParseError, EOFError, OSError) as error:
        raise InputError(where, f"is not whole XML ({error})", "fetch the file again") from error
    if root.tag != "ICD10CM.tabular":
        raise InputError(where, f"is {root.tag}, not ICD10CM.tabular", "give the tabular XML of the NCHS release")
    return [_chapter(element) for element in root.iter("chapter")]


def _chapter(element: ElementTree.Element) -> Node:
    chapter = _described(element, _text(element.find("name")), "chapter")
    chapter.children = [_block(section) for section in element.iter("section")]
    return chapter


def _block(element: ElementTree.Element) -> Node:
    name = element.get("id", "")
    block = _described(element, name if "-" in name else f"{name}-{name}", "block")
    block.children = [_code(diag, {}) for diag in element.findall("diag")]
    return block


def _code(element: ElementTree.Element, seventh: dict[str, str]) -> Node:
    node = _described(element, _text(element.find("name")).replace(".", ""), "code")
    seventh = node.seventh or seventh
    below = element.findall("diag")
    if below:
        node.children = [_code(diag, seventh) for diag in below]
    elif seventh:
        node.children = _expanded(node, seventh)
    return node


def _described(element: ElementTree.Element, code: str, kind: str) -> Node:
    node = Node(code, kind, _text(element.find("desc")))
    for child in element:
        if child.tag in NOTE_KINDS:
            node.notes += [(NOTE_KINDS[child.tag], _text(note)) for note in child.iter("note")]
        elif child.tag == "inclusionTerm":
            node.inclusion += [_text(note) for note in child.iter("note")]
        elif child.tag == "sevenChrDef":
            node.seventh |= {part.get("char", ""): _text(part) for part in child.iter("extension")}
    return node


def _expanded(node: Node, seventh: dict[str, str]) -> list[Node]:
    stem = node.code.ljust(6, "X")
    return [Node(stem + char, "expanded", f"{node.title}, {meaning}") for char, meaning in seventh.items()]


def _text(element: ElementTree.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
