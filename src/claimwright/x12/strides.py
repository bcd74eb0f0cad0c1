"""Several segments at once: a run of segments that came without a fault again and again becomes one expression.

A stride begins with the segment that opens a loop and goes on to the next loop that may repeat. Its expression says which segments
follow one another, by id and qualifier, and what each has to look like; codes and conditions, and segments whose text recurs, are asked
one by one, and the answers remembered. It says nothing that the segments taken one by one would not say: what does not match goes one by
one. Where everything stands is the same for every loop of a stride, so what was found once is found again by its number (``located``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple, Protocol

from .instance import Folded, Instance
from .schema import UNLIMITED, Segment
from .syntax import expression, pinned
from .tokens import Delimiters
from .tree import Elements, Guide, Item, Node, State
from .written import written

LONGEST_STRIDE = 40
"""Segments in one stride."""
READ = 1000
"""Segments of one item that a mere reader remembers."""
MOST_ROUTES = 1000
"""Places in a guide remembered for one stride."""
BLANK: Final[Elements] = [""] * 24
"""The elements of a segment that is not there."""
Finder = Callable[[Instance], tuple[Elements, ...]]


class Row(list[str]):
    """The elements of a segment whose text recurs; ``read`` and ``judged``: places for what a reader and a rule make of them, once."""

    __slots__ = ("judged", "read")

    def __init__(self, elements: Elements) -> None:
        """Nothing is made yet."""
        super().__init__(elements)
        self.read: Any = None
        self.judged: Any = None


class Step(NamedTuple):
    """One segment of a run: what it is, how many loops close before it, its elements; whether the same text came before."""

    item: Item
    closes: int
    elements: Elements
    recurs: bool


class Part(NamedTuple):
    """What a stride puts into one loop: how many loops close before it opens, its segments, how often limited ones came."""

    closes: int
    item: Item
    node: Node
    segments: tuple[Segment, ...]
    items: tuple[Item, ...]
    tally: dict[int, int]


class Doubtful(Exception):
    """A segment of a stride is not faultless for sure."""


class Judge(Protocol):
    """Judges segments of one item by themselves (see ``prepared.Prepared``)."""

    open: bool
    """Whether there is more to ask than its expression."""
    lenient: bool
    """Whether it takes what its expression does not match."""
    right: dict[str, Row]
    """Segments known to be faultless, with their elements."""

    def knows(self, raw: str) -> Elements:
        """The elements of a faultless segment, remembered. Raises Doubtful where it is not that for sure."""

    def holds(self, raw: str) -> Elements:
        """The same of a segment that its expression matched."""


class Unjudged:
    """Takes every segment as it is: for those who only read."""

    __slots__ = ("_star", "lenient", "open", "right")

    def __init__(self, star: str) -> None:
        """``star``: the element separator."""
        self._star, self.open, self.lenient, self.right = star, False, True, dict[str, Row]()

    def knows(self, raw: str) -> Elements:
        """Always; what recurs is remembered."""
        if len(self.right) >= READ:
            return raw.split(self._star)
        row = self.right[raw] = Row(raw.split(self._star))
        return row

    holds = knows


class Stride:
    """A run of ``count`` segments as one expression; ``parts`` are the loops that it fills, the one that it opens first.

    ``take`` makes their elements of the texts of the segments (or raises Doubtful); ``inside``: the other loops; ``depth``: how many of
    them are open at the end; ``plans``: where the segments that a finder finds stand in the rows; ``notes`` and ``forms`` (by the state
    of the loop): places for what else a reader decides once for a stride.
    """

    __slots__ = ("_routes", "count", "depth", "forms", "inside", "match", "notes", "parts", "plans", "steps", "take", "tally")

    def __init__(self, steps: Sequence[Step], parts: list[Part], judges: Sequence[Judge], guide: Guide, marks: Delimiters) -> None:
        """``judges``: one for each step."""
        self.steps, self.parts, self.count = steps, parts, len(steps)
        self.depth = len(parts) - 1 - sum(part.closes for part in parts)
        self.tally = parts[0].tally
        self.inside = frozenset(part.node.id for part in parts[1:])
        asked = [judge.open or step.recurs for step, judge in zip(steps, judges, strict=True)]
        anything = [step.recurs or judge.lenient for step, judge in zip(steps, judges, strict=True)]
        self.take = _taker(
            [(judge.right.get, judge.knows if anything[at] else judge.holds) if asked[at] else None for at, judge in enumerate(judges)],
            marks.element,
        )
        texts = (_head(step, guide, marks, anything=one) for step, one in zip(steps, anything, strict=True))
        self.match = re.compile("".join(text + re.escape(marks.terminator) for text in texts)).match
        self._routes: dict[State, tuple[State, ...] | None] = {}
        self.notes: dict[str, Any] = {}
        self.forms: dict[State, Any] = {}
        self.plans: dict[Finder, Callable[[list[Elements]], tuple[Elements, ...]] | None] = {}

    def route(self, start: State) -> tuple[State, ...] | None:
        """The states that the loops end in, where the first one opens in ``start``; None where something required would be missing."""
        if start in self._routes:
            return self._routes[start]
        found = _route(self.parts, start)
        if len(self._routes) < MOST_ROUTES:
            self._routes[start] = found
        return found

    def unfold(self, base: Instance, *, ajar: bool) -> tuple[list[tuple[Segment, Elements, int]], list[Instance], Instance | None]:
        """The segments of ``base``, the loops closed beneath it, and the innermost that is still open where it stands ``ajar``."""
        at, place = len(self.parts[0].segments), base.position
        own = list(zip(self.parts[0].segments, base.rows, range(place, place + at), strict=False))
        loops: list[Instance] = []
        here = base
        for (closes, item, node, segments, _, tally), state in zip(self.parts[1:], base.states[1:], strict=True):
            for _ in range(closes):
                here = _kept(here, base, loops)
            placed = zip(segments, base.rows[at:], range(place + at, place + at + len(segments)), strict=False)
            here = Instance(node, here, item.index, place + at, state, list(placed))
            here.tally = dict(tally) if tally else None
            at += len(segments)
        while not ajar and here is not base:
            here = _kept(here, base, loops)
        return own, loops, here if ajar else None

    def plan_of(self, finder: Finder, loop: Instance) -> Callable[[list[Elements]], tuple[Elements, ...]] | None:
        """The plan of a finder; see :meth:`plan`."""
        return self.plans[finder] if finder in self.plans else self.plan(finder, loop)

    def plan(self, finder: Finder, loop: Instance) -> Callable[[list[Elements]], tuple[Elements, ...]] | None:
        """Where a finder's segments stand in the rows: by its answer for one loop; None where it looks elsewhere as well."""
        rows = loop.rows
        if len({id(row) for row in rows}) < len(rows):
            return None  # the same text twice: which is which is seen in another loop
        places = [_place(row, rows) for row in finder(loop)]
        self.plans[finder] = itemgetter(*places, -1, -1) if None not in places else None
        return self.plans[finder]


def located(loop: Instance, finder: Finder, *, sure: bool = True) -> tuple[Elements, ...]:
    """The segments that ``finder`` finds in a loop, two blank ones at the end; found once for all loops of a stride.

    A finder looks at nothing but ids, qualifiers (codes that the guide tells segments apart by) and loops within the stride; ``sure``:
    no loop came after the stride that it would look at.
    """
    stride, rows = loop.stride, loop.rows
    if stride is not None and sure:
        plan = stride.plan_of(finder, loop)
        if plan is not None:
            found: tuple[Elements, ...] = plan(rows)
            return found
    return (*finder(loop), BLANK, BLANK)


def plan_within(loop: Instance, folded: Folded, finder: Finder) -> Callable[[list[Elements]], tuple[Elements, ...]] | None:
    """The plan of a finder for a loop that is folded within another one."""
    stride: Stride = folded[0].stride
    return stride.plans[finder] if finder in stride.plans else stride.plan(finder, loop.unfolded(folded))


def located_in(loop: Instance, loop_id: str, finder: Finder) -> Iterator[tuple[Elements, ...]]:
    """What a finder finds in every loop of an id beneath one; those that are folded stay so."""
    inside = loop.stride is not None and loop_id in loop.stride.inside
    for one in loop.loops if inside else loop.after:
        if one.__class__ is not tuple:
            if one.node.id == loop_id:
                yield located(one, finder, sure=not one.after)
        elif one[0].node.id == loop_id:
            plan = plan_within(loop, one, finder)
            yield plan(one[2]) if plan is not None else (*finder(loop.unfolded(one)), BLANK, BLANK)


def _place(row: Elements, rows: list[Elements]) -> int | None:
    if row is BLANK:
        return -1
    return next((at for at, one in enumerate(rows) if one is row), None)


def _kept(loop: Instance, base: Instance, loops: list[Instance]) -> Instance:
    """Close a loop: it is kept by the one above it, in ``loops`` where that is the base."""
    above: Instance = loop.parent  # type: ignore[assignment]
    (loops if above is base else above.after).append(loop)
    return above


Ask = Callable[[str], Elements]


def _taker(asked: Sequence[tuple[Callable[[str], Elements | None], Ask] | None], star: str) -> Callable[[list[str]], list[Elements]]:
    """A function from the texts of a stride's segments to their elements, a blank one at the end.

    ``asked``: for each segment None where splitting is all, else who remembers it and who is asked otherwise; it is
    ``return [raw0.split(star), get1(raw1) or ask1(raw1), BLANK]``.
    """
    count = range(len(asked))
    known: dict[str, Any] = {"star": star, "BLANK": BLANK}
    known |= {f"get{at}": one[0] for at, one in enumerate(asked) if one} | {f"ask{at}": one[1] for at, one in enumerate(asked) if one}
    rows = ", ".join(f"get{at}(raw{at}) or ask{at}(raw{at})" if asked[at] else f"raw{at}.split(star)" for at in count)
    return written("take", "raws", [f"{', '.join(f'raw{at}' for at in count)} = raws", f"return [{rows}, BLANK]"], known)


def _head(step: Step, guide: Guide, marks: Delimiters, *, anything: bool) -> str:
    """The expression of one segment of a stride: id and qualifier as they were; then ``anything``, or what is right."""
    name, star = step.elements[0], re.escape(marks.element)
    other = f"[^{star}{re.escape(marks.terminator)}]*"
    number, component = guide.keyed.get(name, (0, 0))
    told = re.escape(name)
    if number >= len(step.elements):
        told += f"(?:{star}{other}){{{len(step.elements) - 1}}}(?={re.escape(marks.terminator)})"
    elif number:
        value = step.elements[number]
        code = value.split(marks.component, 1)[0] if component else value
        told_by = None if anything else pinned(step.item.segment, number, code, within=bool(component))
        if told_by is not None:
            return expression(told_by, marks)
        colon = re.escape(marks.component) if component else ""
        told += f"(?:{star}{other}){{{number - 1}}}{star}{re.escape(code)}(?=[{star}{colon}{re.escape(marks.terminator)}])"
    rest = f"(?=[{star}{re.escape(marks.terminator)}{re.escape(marks.component)}])[^{re.escape(marks.terminator)}]*"
    if anything:
        return told + rest
    return (f"(?={told})" if number else "") + expression(step.item.segment, marks)


def _route(parts: list[Part], start: State) -> tuple[State, ...] | None:
    ends: list[State] = []
    above: list[int] = []
    for number, part in enumerate(parts):
        del above[len(above) - part.closes :]
        if number:
            ends[above[-1]] = ends[above[-1]].after(part.item, part.item.ordinal)
        state = ends[above[-1]].inner(part.item) if number else start
        for item in part.items[1:]:
            state = state.after(item, item.ordinal)
        above.append(number)
        ends.append(state)
    return None if any(state.missing for state in ends[1:]) else tuple(ends)


def parts_of(steps: Sequence[Step]) -> list[Part] | None:
    """The loops of a run; None where it is none (it opens nothing, goes back to an outer loop, or holds too much of something)."""
    if not 2 <= len(steps) <= LONGEST_STRIDE or steps[0].item.node is None:
        return None
    found: list[tuple[int, list[Item]]] = [(0, [steps[0].item])]
    depth = 1
    for item, closes, _, _ in steps[1:]:
        depth -= closes
        if depth < 1 or (closes and item.node is None):
            return None
        if item.node is None:
            found[-1][1].append(item)
        else:
            found.append((closes, [item]))
            depth += 1
    if any(items.count(one) > one.most for _, items in found for one in items[1:]):
        return None
    return [_part(closes, items) for closes, items in found]


def _part(closes: int, items: list[Item]) -> Part:
    counts = {one: items.count(one) for one in items[1:]}
    tally = {one.index: count for one, count in counts.items() if count > 1 and one.most < UNLIMITED}
    node: Node = items[0].node  # type: ignore[assignment]
    return Part(closes, items[0], node, tuple(one.segment for one in items), tuple(items), tally)
