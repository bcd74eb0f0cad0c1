"""Compile ICD-10-CM into the base file: the tree of the Tabular List, one ready row a code, the validity list."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ..store import Progress
from .ready_rows import Writer
from .tabular import Node, read_tabular
from .validity import BEGAN, PROCEDURES, MasterList, Span, master_list, package_file

_TEXT = """
CREATE TABLE node(id INTEGER PRIMARY KEY, code TEXT NOT NULL, kind TEXT NOT NULL, title TEXT, parent INTEGER, last INTEGER NOT NULL);
CREATE TABLE inclusion(node INTEGER NOT NULL, text TEXT NOT NULL);
"""
_VALIDITY = """
CREATE TABLE validity(code TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, flags TEXT NOT NULL, PRIMARY KEY(code, first))
  WITHOUT ROWID;
CREATE TABLE pcs_validity(code TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, flags TEXT NOT NULL, PRIMARY KEY(code, first))
  WITHOUT ROWID;
CREATE TABLE horizon(day INTEGER NOT NULL);
"""
_INDEXES = """
CREATE UNIQUE INDEX node_code ON node(code);
CREATE INDEX node_parent ON node(parent);
"""


def compile_icd10cm(connection: sqlite3.Connection, progress: Progress) -> int:
    """Write the tables; gives the number of codes in the tree."""
    progress("reading the Tabular List", 0.0)
    chapters = installed_chapters()
    progress("reading the validity list", 0.2)
    masters = master_list()
    _fit(chapters, masters)
    progress("writing the Tabular List", 0.3)
    spans: dict[str, list[Span]] = {}
    for span in masters.spans:
        spans.setdefault(span.code, []).append(span)
    count = write_text(connection, chapters, Writer(spans, BEGAN, masters.horizon))
    connection.executescript(_VALIDITY)
    for table, list_ in (("validity", masters), ("pcs_validity", master_list(PROCEDURES))):
        rows = ((*span[:3], " ".join(span.flags)) for span in list_.spans)
        connection.executemany(f"INSERT INTO {table} VALUES(?, ?, ?, ?)", rows)
    connection.execute("INSERT INTO horizon VALUES(?)", (masters.horizon,))
    progress("done", 1.0)
    return count


def write_text(connection: sqlite3.Connection, chapters: list[Node], writer: Writer | None = None) -> int:
    """Write a Tabular List: its tree and its terms, and one ready row a node; gives the number of nodes."""
    connection.executescript(_TEXT)
    count = _write_tree(connection, chapters)
    (writer or Writer()).write(connection, chapters)
    connection.executescript(_INDEXES)
    return count


def installed_chapters() -> list[Node]:
    """The Tabular List that the installed ``simple_icd_10_cm`` carries (the newest, where it carries several)."""
    folder = package_file("simple_icd_10_cm", "data")
    path = sorted(folder.glob("*tabular*.xml"))[-1]
    with path.open("rb") as file:
        return read_tabular(file, str(path))


def _fit(chapters: list[Node], masters: MasterList) -> None:
    """Hold the tree to the validity list: expansions that never were codes go; codes without text come in under what they refine."""
    known = {span.code for span in masters.spans}
    by_code = {node.code: node for chapter in chapters for node in chapter.walk()}
    for node in by_code.values():
        node.children = [child for child in node.children if child.kind != "expanded" or child.code in known]
    kept = {node.code: node for chapter in chapters for node in chapter.walk()}
    for code in sorted(known - kept.keys()):
        stem = next((code[:length] for length in range(len(code) - 1, 2, -1) if code[:length] in kept), None)
        parent = kept[stem] if stem else _block_of(chapters, code)
        node = kept[code] = Node(code, "untitled", None)
        parent.children = sorted([*parent.children, node], key=lambda child: child.code)


def _block_of(chapters: list[Node], code: str) -> Node:
    """The block whose range takes in a category that has no text."""
    blocks = [block for chapter in chapters for block in chapter.children]
    inside = [block for block in blocks if block.code[:3] <= code[:3] <= block.code.split("-")[1][:3]]
    return inside[0] if inside else max((block for block in blocks if block.code[:3] <= code[:3]), key=lambda block: block.code)


def _write_tree(connection: sqlite3.Connection, chapters: list[Node]) -> int:
    rows, inclusions = [], []
    for number, parent, last, node in _numbered(chapters):
        rows.append((number, node.code, node.kind, node.title, parent, last))
        inclusions += [(number, text) for text in node.inclusion]
    connection.executemany("INSERT INTO node VALUES(?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO inclusion VALUES(?, ?)", inclusions)
    return len(rows)


def _numbered(chapters: list[Node]) -> Iterator[tuple[int, int | None, int, Node]]:
    """Number, parent's number, number of the last node below, node; numbers follow the book, so a subtree is a range."""
    number = 0

    def visit(node: Node, parent: int | None) -> Iterator[tuple[int, int | None, int, Node]]:
        nonlocal number
        number += 1
        mine = number
        below = [row for child in node.children for row in visit(child, mine)]
        yield mine, parent, number, node
        yield from below

    for chapter in chapters:
        yield from visit(chapter, None)
