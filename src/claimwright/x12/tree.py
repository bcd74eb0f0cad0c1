"""Compiled tables and the small tree that a parse builds: nodes say what may come, instances hold what came."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from claimwright.core import discovery

from .schema import UNLIMITED, Loop, Segment, TransactionSet, segment

Elements = list[str]
_NONE: tuple[int, int, frozenset[str] | None] = (0, 0, None)


class Item:
    """One thing a loop may contain: a segment, or a child loop known by its first segment."""

    __slots__ = ("codes", "component", "element", "id", "index", "most", "node", "ordinal", "required", "segment")

    def __init__(self, index: int, ordinal: int, definition: Segment, node: Node | None, usage: str, most: int) -> None:
        """``node`` is the child loop, None for a plain segment."""
        self.index, self.ordinal, self.segment, self.node = index, ordinal, definition, node
        self.id, self.required, self.most = definition.id, usage == "R", most
        self.element, self.component, self.codes = definition.qualifier or _NONE


class Route:
    """Where a segment id leads within one loop: by its qualifier, or to the only thing of that id.

    ``rest`` takes what no code leads to. ``loose``: what takes a segment whose qualifier nobody knows (the code is then the fault, not
    the segment).
    """

    __slots__ = ("by_code", "component", "element", "loose", "rest")

    def __init__(self, items: list[Item]) -> None:
        """``items``: everything of one id in a loop; told apart by the same element."""
        coded = next((item for item in items if item.codes), items[0])
        self.element, self.component = coded.element, coded.component
        self.rest = next((item for item in items if item.codes is None), None)
        self.by_code = {code: item for item in items for code in (item.codes or ())}
        plain = [item for item in items if item.node is None and (item.required or len(items) == 1)]
        self.loose = plain[0] if plain else None

    def item(self, elements: Elements, component_separator: str) -> Item | None:
        """The item that takes a segment, None where its qualifier is unknown here."""
        if not self.by_code or self.element >= len(elements):
            return self.rest
        value = elements[self.element]
        return self.by_code.get(value.split(component_separator, 1)[0] if self.component else value, self.rest)


class Node:
    """A loop, compiled: what may come, found by segment id, in what order, how often."""

    __slots__ = ("depth", "dispatch", "id", "is_level", "is_unit", "items", "name", "required", "routes", "trigger")

    def __init__(self, loop: Loop, unit: str, depth: int = 0) -> None:
        """Compile a loop and everything beneath it."""
        self.id, self.name, self.depth = loop.id, loop.name, depth
        self.is_unit = loop.id == unit
        self.items: list[Item] = []
        ordinal, before = 0, ""
        for index, content in enumerate(loop.contents):
            node = None if isinstance(content, str) else Node(content, unit, depth + 1)
            definition = segment(content) if isinstance(content, str) else node.items[0].segment  # type: ignore[union-attr]
            mark = f"{definition.id}{'' if node is None else '+'}"
            if mark != before or definition.id == "HL":
                ordinal, before = ordinal + 1, mark
            usage, most = (definition.usage, definition.occurs) if isinstance(content, str) else _occurs(content.occurs)
            self.items.append(Item(index, ordinal, definition, node, usage, most))
        self.trigger = self.items[0].segment
        self.is_level = self.trigger.id == "HL"
        self.required = [item for item in self.items[1:] if item.required]
        self.dispatch: dict[str, list[Item]] = {}
        for item in self.items[1:]:
            self.dispatch.setdefault(item.id, []).append(item)
        self.routes = {name: Route(items) for name, items in self.dispatch.items()}


def _occurs(text: str) -> tuple[str, int]:
    return text[0], UNLIMITED if text[1:] == "*" else int(text[1:])


class Instance:
    """A loop as it came: ``segments`` are (definition, elements, position in ST..SE), ``loops`` the kept children, in order."""

    __slots__ = ("counts", "index", "loops", "marks", "node", "ordinal", "parent", "position", "segments")

    def __init__(self, node: Node, parent: Instance | None, index: int, position: int) -> None:
        """``index``: which item of the parent it is."""
        self.node, self.parent, self.index, self.position = node, parent, index, position
        self.segments: list[tuple[Segment, Elements, int]] = []
        self.loops: list[Instance] = []
        self.counts: dict[int, int] = {}
        self.marks: list[tuple[int, int]] = [(0, position)]
        self.ordinal = 1

    def first(self, segment_id: str, qualifier: str = "", at: int = 1) -> Elements | None:
        """The elements of the first such segment: element ``at`` is the qualifier where one is asked for."""
        for definition, elements, _ in self.segments:
            if definition.id == segment_id and (not qualifier or (len(elements) > at and elements[at] == qualifier)):
                return elements
        return None

    def all(self, segment_id: str) -> Iterator[tuple[Elements, int]]:
        """Elements and position of every such segment."""
        for definition, elements, position in self.segments:
            if definition.id == segment_id:
                yield elements, position

    def value(self, segment_id: str, number: int, qualifier: str = "") -> str:
        """One element, "" where segment or element are missing."""
        elements = self.first(segment_id, qualifier)
        return elements[number] if elements is not None and len(elements) > number else ""

    def place(self, segment_id: str, qualifier: str = "") -> int:
        """The position of a segment, 0 where it is missing."""
        for definition, elements, position in self.segments:
            if definition.id == segment_id and (not qualifier or (len(elements) > 1 and elements[1] == qualifier)):
                return position
        return 0

    def loop(self, loop_id: str) -> Instance | None:
        """The first child loop of that id."""
        return next((child for child in self.loops if child.node.id == loop_id), None)

    def every(self, loop_id: str) -> Iterator[Instance]:
        """Every child loop of that id."""
        return (child for child in self.loops if child.node.id == loop_id)

    def up(self, loop_id: str) -> Instance | None:
        """The nearest loop of that id above this one."""
        above = self.parent
        while above is not None and above.node.id != loop_id:
            above = above.parent
        return above

    def belongs(self, index: int) -> int:
        """The position at which the item of this index would stand: after everything that comes before it."""
        return 1 + max((position for mark, position in self.marks if mark < index), default=self.position)


def get(elements: Elements | None, number: int) -> str:
    """An element by number, "" where it is absent."""
    return elements[number] if elements is not None and number < len(elements) else ""


def part(value: str, number: int, separator: str) -> str:
    """A component by number (1-based), "" where it is absent."""
    parts = value.split(separator)
    return parts[number - 1] if number <= len(parts) else ""


class Guide:
    """A transaction set with its compiled tree."""

    def __init__(self, table: TransactionSet) -> None:
        """Compile once; see :func:`guides`."""
        self.table = table
        self.root = Node(Loop("ST", "R1", table.title, *table.contents), table.unit)
        self.known = frozenset(_ids(self.root))


def _ids(node: Node) -> Iterator[str]:
    for item in node.items:
        yield item.id
        if item.node is not None:
            yield from _ids(item.node)


@cache
def tables() -> dict[tuple[str, str], TransactionSet]:
    """Every transaction set by (ST01, version), the adopted version and its variants."""
    found: dict[tuple[str, str], TransactionSet] = {}
    for module in discovery.modules("claimwright.x12.transactions"):
        table: Any = getattr(module, "TRANSACTION", None)
        if isinstance(table, TransactionSet):
            found.update({(table.code, version): table for version in table.versions})
    return found


_GUIDES: dict[str, Guide] = {}


def guide(code: str, version: str) -> Guide | None:
    """The compiled guide for an ST01 and a version, None where we have no table."""
    table = tables().get((code, version))
    if table is None:
        return None
    if table.name not in _GUIDES:
        _GUIDES[table.name] = Guide(table)
    return _GUIDES[table.name]
