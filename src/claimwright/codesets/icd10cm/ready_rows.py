"""Writes the ready rows of one text of the Tabular List, from the top of the tree to its leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache

from claimwright.core import dotted, encode

from ..store import day_number, from_day_number
from ..values import Note
from .ready import HEADS, TABLE, Days, Ready
from .references import named_in
from .tabular import Node
from .validity import Span

_CATEGORY = 3
"""Characters of a category."""


@dataclass(frozen=True, slots=True)
class _Above:
    """What a node is told by those above it."""

    parent: str | None = None
    chapter: str = ""
    block: str = ""
    head: str = ""
    notes: tuple[Note, ...] = ()
    seventh_at: str = ""


@dataclass(slots=True)
class Writer:
    """Writes the rows of one text. ``spans``: of every code, where the text stands with a validity list; ``horizon``: its last day."""

    spans: Mapping[str, list[Span]] = field(default_factory=dict)
    began: int = 0
    horizon: int = 0
    _times: dict[str, tuple[Days, ...]] = field(default_factory=dict)

    def write(self, connection: sqlite3.Connection, chapters: list[Node]) -> None:
        """Make the table and fill it."""
        rows = ((code, encode(row)) for chapter in chapters for code, row in self._rows(chapter, _Above()))
        connection.execute(TABLE)
        connection.executemany("INSERT INTO ready VALUES(?, ?)", sorted(rows))

    def _rows(self, node: Node, above: _Above) -> Iterator[tuple[str, Ready]]:
        """The rows of a node and of everything below it."""
        for child in node.children:
            yield from self._rows(child, _told(node, above))
        heads = node.kind in HEADS or len(node.code) == _CATEGORY
        notes = _notes(node, heads) + above.notes
        self._times[node.code] = _joined([*self._spans(node.code), *(days for child in node.children for days in self._times[child.code])])
        yield node.code, Ready(
            kind=node.kind, heads=heads, title=node.title, parent=above.parent, chapter=above.chapter, block=above.block, head=above.head,
            notes=notes, named={place: named for place, note in enumerate(notes) if (named := tuple(named_in(note.text)))} or None,
            terms=tuple(node.inclusion), seventh=node.seventh or None,
            seventh_at=(node.code if node.seventh else above.seventh_at) if node.kind != "expanded" else "",
            spans=tuple((span.first, span.last, " ".join(span.flags)) for span in self.spans.get(node.code, ())),
            children=tuple(shown(child) for child in node.children),
            times=self._not_always(node) or None,
        )  # fmt: skip

    def _spans(self, code: str) -> list[Days]:
        return [(span.first, span.last) for span in self.spans.get(code, ())]

    def _not_always(self, node: Node) -> dict[str, tuple[Days, ...]]:
        always = ((self.began, self.horizon),)
        times = {shown(child): self._times[child.code] for child in node.children} if self.spans else {}
        return {code: days for code, days in times.items() if days != always}


def _told(node: Node, above: _Above) -> _Above:
    """What a node tells those below it."""
    told = replace(above, parent=shown(node), seventh_at=node.code if node.seventh else above.seventh_at)
    if node.kind == "chapter":
        return replace(told, head=node.code, chapter=node.code)
    if node.kind == "block":
        return replace(told, head=node.code, block=node.code)
    if len(node.code) == _CATEGORY:
        return replace(told, head=node.code)
    return replace(told, notes=_notes(node, inherited=True) + above.notes)


def _notes(node: Node, inherited: bool) -> tuple[Note, ...]:
    return tuple(Note(kind, text, shown(node), inherited) for kind, text in node.notes)  # type: ignore[arg-type]


def shown(node: Node) -> str:
    """A code with its dot, a block or a chapter as it is."""
    return node.code if node.kind in HEADS else dotted(node.code)


def _joined(days: list[Days]) -> tuple[Days, ...]:
    """The days of all spans, those that adjoin or overlap joined."""
    found: list[Days] = []
    for first, last in sorted(days):
        if found and first <= _day_after(found[-1][1]):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


@lru_cache(1024)
def _day_after(number: int) -> int:
    return day_number(from_day_number(number) + timedelta(days=1))
