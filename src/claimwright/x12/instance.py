"""The small tree that a parse builds: loops as they came, segment by segment or folded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimwright.core.struct import Working, field

from .schema import Segment
from .tree import Elements, Item, Node, State, get


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
"""A loop that came as a stride, and nothing else: by which ``Chain`` (see ``chains.py``), the position of its head, its rows."""
