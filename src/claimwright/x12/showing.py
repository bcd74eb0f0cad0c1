"""``show``: a file as indented loops with names, for eyes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .findings import ENVELOPE
from .instance import Instance
from .listening import Transaction
from .names import name
from .parser import Parser
from .tokens import BINARY, words
from .tree import Elements, Item, get

_WIDTH = 28


def show(source: bytes | Path) -> Iterator[str]:
    """Lines of text, in file order, as the file is read. Raises InputError for what is no X12 interchange."""
    printer = _Printer()
    for _ in _Blocks(source, printer).passed():
        yield from printer.take()


class _Blocks(Parser):
    """Stops behind every block of the file: nobody waits for a loop to close, which a claim of a million lines does at the end only."""

    def passed(self) -> Iterator[None]:
        for batch in self.lexer.batches():
            for _ in self._walk(batch):
                pass
            yield
        for _ in self._finish():
            pass
        yield


class _Printer:
    """Hears the parser and keeps lines until they are taken."""

    strides = None

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._component = ":"
        self._depth = 0

    def take(self) -> list[str]:
        lines, self._lines = self._lines, []
        return lines

    def level(self, elements: Elements, owner: Instance, position: int) -> None:
        """Nothing: no level comes in a stride here."""

    def interchange(self, elements: Elements) -> None:
        self._lines.append(
            f"ISA interchange {elements[13]} from {elements[6].strip()} to {elements[8].strip()}, {elements[9]} {elements[10]}, "
            f"{'test' if elements[15] == 'T' else 'production'}"
        )

    def answer(self, elements: Elements) -> None:
        self._line("  ", elements, 0)

    def group(self, elements: Elements) -> None:
        self._lines.append(f"  GS group {elements[6]} ({elements[1]}) {elements[8]}")

    def group_ends(self, stated: str) -> None:
        self._lines.append(f"  GE {stated} transaction set(s)")

    def begin(self, transaction: Transaction) -> None:
        self._component = transaction.delimiters.component
        title = transaction.guide.table.title if transaction.guide else "no table for this version"
        kind = transaction.guide.table.name if transaction.guide else transaction.st[1]
        self._lines.append(f"    {kind} {transaction.st[2]}  {title}, {transaction.version}")

    def end(self, transaction: Transaction) -> None:
        pass

    def segment(self, item: Item, raw: str, elements: Elements, owner: Instance, position: int) -> None:
        indent = "  " * (owner.node.depth + 3)
        if owner.node.depth and item.segment is owner.node.trigger:
            self._lines.append(f"{indent[2:]}{owner.node.id} {owner.node.name}")
        self._line(indent, elements, position)

    def misplaced(self, kind: str, raw: str, elements: Elements, owner: Instance, position: int, item: Item | None) -> None:
        if item is None:
            self._line("  " * (owner.node.depth + 3), elements, position, f"?? {kind} ")

    def missing(self, item: Item, owner: Instance) -> None:
        indent = "  " * (owner.node.depth + 3)
        self._lines.append(f"{indent}?? missing {item.node.id if item.node else item.id} {item.node.name if item.node else ''}".rstrip())

    def envelope(self, kind: str, segment: str, element: int, value: str, wanted: str, transaction: int) -> None:
        self._lines.append(f"  ?? {ENVELOPE[kind].message.format(wanted=wanted)}")

    def _line(self, indent: str, elements: Elements, position: int, mark: str = "") -> None:
        if elements[0] in BINARY:
            elements = [*elements[:-1], f"({len(elements[-1])} characters of data)"]
        values = " | ".join(words(value) if value else "-" for value in elements[1:])
        label = f"{mark}{get(elements, 0)[:3]:<3} {name(elements, self._component)}"
        self._lines.append(f"{position:>6} {indent}{label:<{_WIDTH}} {values}".rstrip())
