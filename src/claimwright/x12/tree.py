"""Compiled tables and the small tree that a parse builds: nodes say what may come, instances hold what came."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from claimwright.core import discovery
from claimwright.core.struct import Working, field

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


class Instance(Working):
    """A loop as it came: ``segments`` are (definition, elements, position in ST..SE), ``loops`` the kept children, in order.

    ``marks``: where the loops that were handed out, and not kept, ended. ``made``: a place for the value that a reader or a rule makes of
    the loop, so that it is made once.

    A loop that came as a ``stride`` (see ``strides.py``) keeps the elements of all segments of the stride in ``rows``; its segments and
    the loops within the stride are made when somebody asks for them; ``states`` are theirs. ``after``: what came after the stride, one by
    one (where there is no stride, all loops): an Instance, or a whole loop of a stride, folded. ``depth`` loops of the stride, or of the
    last folded one, are still open; ``state`` is that of the innermost, ``closed`` the loop's own when they close.
    """

    node: Node
    parent: Instance | None
    index: int
    """Which item of the parent it is."""
    position: int
    state: State
    own: list[tuple[Segment, Elements, int]] | None
    """Its segments; None while they are folded."""
    rows: Any = None
    stride: Any = None
    states: tuple[State, ...] = ()
    depth: int = 0
    closed: Any = None
    after: list[Any] = field(default_factory=list)
    inner: Instance | None = None
    tally: dict[int, int] | None = None
    marks: dict[int, int] | None = None
    made: Any = None

    @property
    def segments(self) -> list[tuple[Segment, Elements, int]]:
        """Its own segments."""
        if self.own is None:
            self._unfold()
        return self.own  # type: ignore[return-value]

    @property
    def loops(self) -> list[Instance]:
        """The loops beneath it that are kept."""
        if self.own is None:
            self._unfold()
        return self.later

    @property
    def later(self) -> list[Instance]:
        """The loops that came after the stride; where there is no stride, all."""
        after = self.after
        for at, one in enumerate(after):
            if one.__class__ is tuple:
                after[at] = self.unfolded(one)
        if self.depth and self.inner is None and after:  # the last one is still open
            self.inner = after.pop()
            self.inner.depth = self.depth - 1
        return after

    def unfolded(self, folded: Folded) -> Instance:
        """A loop beneath this one, closed, of its elements."""
        chain, position, rows = folded
        states = chain.states
        made = Instance(chain.node, self, chain.item.index, position, states[0], None, rows, chain.stride, states, 0, states[0])
        if chain.tally:
            made.tally = dict(chain.tally)
        return made

    def _unfold(self) -> None:
        unfinished = bool(self.depth) and not self.after and self.inner is None
        self.own, loops, inner = self.stride.unfold(self, ajar=unfinished)
        self.after = [*loops, *self.after]
        self.inner = inner or self.inner
        self.stride = self.rows = None

    def ajar(self) -> Instance:
        """The loop beneath it that is open while it is folded, made for itself."""
        if self.inner is None:
            (self.later if self.after else self.segments)  # noqa: B018 (either makes it)
        return self.inner  # type: ignore[return-value]

    def opened(self) -> Instance:
        """The innermost loop that is open, made for itself: it goes on in another way than a stride."""
        here = self.ajar()
        self.inner, self.depth, self.state = None, 0, self.closed
        if not here.depth:
            return here
        here.state = here.states[-1]
        return here.opened()

    @property
    def head(self) -> Elements:
        """The elements of its first segment."""
        first: Elements = self.segments[0][1] if self.rows is None else self.rows[0]
        return first

    @property
    def has_loops(self) -> bool:
        """Whether there is any loop beneath it (of those that are kept)."""
        return bool(self.after) or (self.stride is not None and len(self.states) > 1)

    def release(self) -> None:
        """Cut the ties from children to their parents, so that a loop nobody holds any more is gone at once."""
        for child in self.after:
            if child.__class__ is Instance:
                child.parent = None
                if child.after:
                    child.release()

    def excess(self, item: Item) -> bool:
        """Count a second, third, ... of a thing whose number is limited; whether that is too many."""
        tally = self.tally
        if tally is None:
            tally = self.tally = {}
        count = tally[item.index] = tally.get(item.index, 1) + 1
        return count > item.most

    def mistaken(self, item: Item, *, again: bool) -> None:
        """A segment was taken for this thing though its qualifier is nobody's: the thing itself may still come."""
        if not again:
            self.tally = {**(self.tally or {}), item.index: 0}

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
        if self.own is None and not qualifier and self.rows[0][0] == segment_id:
            return get(self.rows[0], number)
        for _, elements, _ in self.segments:
            if elements[0] == segment_id and (not qualifier or (len(elements) > 1 and elements[1] == qualifier)):
                return elements[number] if len(elements) > number else ""
        return ""

    def place(self, segment_id: str, qualifier: str = "") -> int:
        """The position of a segment, 0 where it is missing."""
        for definition, elements, position in self.segments:
            if definition.id == segment_id and (not qualifier or (len(elements) > 1 and elements[1] == qualifier)):
                return position
        return 0

    def loop(self, loop_id: str) -> Instance | None:
        """The first child loop of that id."""
        several = self.every(loop_id)
        return several[0] if several else None

    def has(self, loop_id: str) -> bool:
        """Whether there is a child loop of that id."""
        if self.stride is not None and loop_id in self.stride.inside:
            return True
        return any((one[0] if one.__class__ is tuple else one).node.id == loop_id for one in self.after)

    def every(self, loop_id: str) -> list[Instance]:
        """Every child loop of that id."""
        known = self.after
        if self.stride is not None and loop_id in self.stride.inside:
            known = self.loops
        elif any(one.__class__ is tuple and one[0].node.id == loop_id for one in known):
            known = self.later
        return [child for child in known if child.__class__ is Instance and child.node.id == loop_id]

    def up(self, loop_id: str) -> Instance | None:
        """The nearest loop of that id above this one."""
        above = self.parent
        while above is not None and above.node.id != loop_id:
            above = above.parent
        return above

    def belongs(self, index: int) -> int:
        """The position at which the item of this index would stand: after everything that comes before it."""
        items = self.node.items
        before = {id(item.segment) for item in items[:index] if item.node is None}
        plain = (position for definition, _, position in self.segments if id(definition) in before)
        loops = (child.end() for child in self.loops if child.index < index)
        gone = (position for mark, position in (self.marks or {}).items() if mark < index)
        return 1 + max((*plain, *loops, *gone), default=self.position)

    def end(self) -> int:
        """The position of its last segment."""
        own = self.segments[-1][2] if self.segments else self.position
        return max((own, *(child.end() for child in self.loops), *(self.marks or {}).values()))


Folded = tuple[Any, int, Any]
"""A loop that came as a stride, and nothing else: by which ``Chain`` (see ``strides.py``), the position of its head, its rows."""


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
