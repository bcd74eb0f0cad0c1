"""Compiled tables: nodes say what may come in a loop, states what may come next; ``instance.py`` holds what came."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from claimwright.core import discovery

from .schema import UNLIMITED, Loop, Segment, TransactionSet, segment

Elements = list[str]
LARGEST_TABLE = 100_000
"""Steps remembered for one guide, so that no file can fill the memory with them."""
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

    __slots__ = ("by_code", "component", "element", "loose", "plain", "rest")

    def __init__(self, items: list[Item]) -> None:
        """``items``: everything of one id in a loop; told apart by the same element."""
        coded = next((item for item in items if item.codes), items[0])
        self.element, self.component = coded.element, coded.component
        self.rest = next((item for item in items if item.codes is None), None)
        self.by_code = {code: item for item in items for code in (item.codes or ())}
        self.plain = any(item.node is None for item in items)
        alone = [item for item in items if item.node is None and (item.required or len(items) == 1)]
        self.loose = alone[0] if alone else None

    def item(self, elements: Elements, component_separator: str) -> Item | None:
        """The item that takes a segment, None where its qualifier is unknown here."""
        if not self.by_code or self.element >= len(elements):
            return self.rest
        value = elements[self.element]
        if not self.component:
            return self.by_code.get(value, self.rest)
        code = value.split(component_separator, 1)[0]
        return self.by_code.get(code) or next((item for known, item in self.by_code.items() if _repeated(code, known)), self.rest)


def _repeated(value: str, code: str) -> bool:
    """Whether a value is that code and then a repetition of it."""
    return value.startswith(code) and not (value[len(code) : len(code) + 1] or "A").isalnum() and value[len(code)] != " "


class Node:
    """A loop, compiled: what may come, found by segment id, in what order, how often."""

    __slots__ = ("depth", "dispatch", "handed", "id", "is_level", "is_unit", "items", "name", "required", "routes", "trigger")

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
        self.handed = self.is_unit or self.is_level
        self.required = [item for item in self.items[1:] if item.required]
        self.dispatch: dict[str, list[Item]] = {}
        for item in self.items[1:]:
            self.dispatch.setdefault(item.id, []).append(item)
        self.routes = {name: Route(items) for name, items in self.dispatch.items()}


def _occurs(text: str) -> tuple[str, int]:
    return text[0], UNLIMITED if text[1:] == "*" else int(text[1:])


class Move(NamedTuple):
    """A step that was right once and is right again wherever the same loops stand open: how many ``closes``, then where it leads."""

    item: Item
    closes: int
    state: State
    node: Node | None
    counted: bool


class State:
    """What a loop and those above it hold so far, as far as the next segment's place depends on it; shared by all loops alike.

    ``seen``: items by index; ``moves``: known steps by the key of the segment (see ``Guide.key``); ``missing``: what is required and
    has not come; ``quiet``: nobody waits for a loop that closes in that state; ``made``: a place for what a reader decides once for all
    loops in that state.
    """

    __slots__ = ("_after", "_guide", "_inner", "made", "missing", "moves", "node", "ordinal", "parent", "quiet", "seen")

    def __init__(self, guide: Guide, node: Node, parent: State | None, seen: frozenset[int], ordinal: int) -> None:
        """States are made by :meth:`after` and :meth:`inner`, the first one by the guide."""
        self._guide, self.node, self.parent, self.seen, self.ordinal = guide, node, parent, seen, ordinal
        self.moves: dict[object, Move] = {}
        self._after: dict[tuple[int, int], State] = {}
        self._inner: dict[int, State] = {}
        self.made: Any = None
        self.missing = tuple(item for item in node.required if item.index not in seen)
        self.quiet = not self.missing and not node.handed

    def after(self, item: Item, ordinal: int) -> State:
        """The same loop when it also holds ``item``."""
        if item.index in self.seen and ordinal == self.ordinal:
            return self
        known = self._after.get((item.index, ordinal))
        if known is None:
            known = State(self._guide, self.node, self.parent, self.seen | {item.index}, ordinal)
            if self._guide.affords():
                self._after[item.index, ordinal] = known
        return known

    def inner(self, item: Item) -> State:
        """The loop that ``item`` opens, just opened."""
        known = self._inner.get(item.index)
        if known is None:
            known = State(self._guide, item.node, self, frozenset((0,)), 1)  # type: ignore[arg-type]
            if self._guide.affords():
                self._inner[item.index] = known
        return known

    def remember(self, key: object, move: Move) -> None:
        """Keep a step, unless the table of steps is full: then every segment goes the long way."""
        if self._guide.affords():
            self.moves[key] = move


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
        self.keyed = dict(_keys(self.root))
        self._steps = LARGEST_TABLE
        self.start = State(self, self.root, None, frozenset((0,)), 1)

    def key(self, elements: Elements, component: str) -> object:
        """What decides where a segment goes: its id, with its qualifier where the guide looks at one."""
        name = elements[0]
        spot = self.keyed.get(name)
        if spot is None or spot[0] >= len(elements):
            return name
        value = elements[spot[0]]
        return (name, value.split(component, 1)[0] if spot[1] else value)

    def affords(self) -> bool:
        """Whether there is room for one more remembered step."""
        self._steps -= 1
        return self._steps > 0


@cache
def relatives(code: str) -> frozenset[str]:
    """The ids of every segment that some guide of this ST01 uses."""
    return frozenset(name for table in set(tables().values()) if table.code == code for name in _named(table.contents))


def _named(contents: tuple[Loop | str, ...]) -> Iterator[str]:
    for one in contents:
        if isinstance(one, str):
            yield one.split(" ", 1)[0]
        else:
            yield from _named(one.contents)


def _keys(node: Node) -> Iterator[tuple[str, tuple[int, int]]]:
    for name, route in node.routes.items():
        if route.by_code:
            yield name, (route.element, route.component)
    for item in node.items[1:]:
        if item.node is not None:
            yield from _keys(item.node)


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
