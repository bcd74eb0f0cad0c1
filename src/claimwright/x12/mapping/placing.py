"""Kept segments back in their places: what a claim is written as, sorted into the loops of its guide, and written out with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from claimwright.x12.tree import Item, Node, get

from .claims_places import ELEMENTS
from .nodes import node
from .values import Segment

_UNSAFE = re.compile(r"[^\x20-\x7d]|\|")
"""What would end a segment, or is no text."""


Less = Callable[[Segment, Segment, str], bool]


class Shelf:
    """A loop being written: its segments and loops, each with its place in the guide."""

    def __init__(self, node: Node, parent: Shelf | None = None) -> None:
        """``entries``: (place in the guide, order of arrival, segment or loop). ``index``: made when something is put back."""
        self.node, self.parent, self.reached = node, parent, 0
        self.less: Less = parent.less if parent is not None else _says_less
        self.entries: list[tuple[int, int, Segment | Shelf]] = []
        self.tally: Counter[int] = Counter()
        self.index: dict[str, list[Shelf]] | None = None

    def put(self, place: int, thing: Segment | Shelf) -> None:
        """Add behind what has the same place."""
        self.tally[place] += 1
        self.entries.append((place, len(self.entries), thing))

    def take(self, segment: Segment) -> Shelf | None:
        """Put a segment where it belongs, here or above; the loop that stands open afterwards. None where nothing takes it."""
        above: Shelf | None = self
        while above is not None:
            route = above.node.routes.get(segment[0])
            item = route.item(segment, ":") if route is not None else None
            if item is not None and item.ordinal >= above.reached:
                above.reached = item.ordinal
                if item.node is None:
                    above.put(item.index, segment)
                    return above
                return above.open(item.index, item.node, segment)
            above = above.parent
        return None

    def open(self, place: int, node: Node, segment: Segment) -> Shelf:
        """A loop beneath this one, begun by its first segment."""
        inner = Shelf(node, self)
        inner.put(0, segment)
        self.put(place, inner)
        return inner

    def find(self, loop_id: str) -> list[Shelf]:
        """Every loop of that id, here or beneath."""
        return ([self] if self.node.id == loop_id else []) + [found for inner in self.loops() for found in inner.find(loop_id)]

    @property
    def head(self) -> Segment:
        """The segment that opened it."""
        return self.entries[0][2]  # type: ignore[return-value]

    def loops(self) -> list[Shelf]:
        """The loops right beneath."""
        return [thing for _, _, thing in self.entries if isinstance(thing, Shelf)]

    def segments(self) -> Iterator[Segment]:
        """Everything in guide order."""
        for _, _, thing in sorted(self.entries, key=lambda entry: entry[:2]):
            if isinstance(thing, Shelf):
                yield from thing.segments()
            else:
                yield thing

    def keep(self, text: str) -> None:
        """Put a kept segment back; it falls away where its loop is not there any more."""
        where, _, rest = text.partition("/")
        loop_id, _, number = where.partition(".")
        segment, wanted = _UNSAFE.sub(" ", rest).split("*"), int(number) if number.isascii() and number.isdigit() else 1
        there = self._known().setdefault(loop_id, [])
        item = _item(self.node, loop_id)
        if item is not None and item.id == segment[0] and (item.codes is None or get(segment, item.element) in item.codes):
            holders = self._known().get(_above(self.node, loop_id), ())
            if holders and holders[-1].tally[item.index] < wanted:
                there.append(holders[-1].open(item.index, item.node, segment))  # type: ignore[arg-type]
                return
        if there:
            there[min(wanted, len(there)) - 1].add(segment)

    def _known(self) -> dict[str, list[Shelf]]:
        """Every loop here and beneath by its id, in order."""
        if self.index is None:
            self.index = {self.node.id: [self]}
            for inner in self.loops():
                for loop_id, several in inner._known().items():
                    self.index.setdefault(loop_id, []).extend(several)
        return self.index

    def add(self, segment: Segment) -> None:
        """A kept segment right under this loop: behind its like, or instead of what says the same and less."""
        route = self.node.routes.get(segment[0])
        item = route.item(segment, ":") if route is not None else None
        place = item.index if item is not None and item.node is None else 0 if segment[0] == self.node.trigger.id else -1
        if place < 0:
            return
        most = item.most if item is not None else 1
        for at, (index, order, thing) in enumerate(self.entries):
            if index == place and not isinstance(thing, Shelf) and self.less(thing, segment, self.node.id):
                self.entries[at] = (index, order, segment)
                return
        if self.tally[place] < most:
            self.put(place, segment)


@lru_cache(1024)
def _above(node: Node, loop_id: str) -> str:
    """The loop of which a loop is part, somewhere beneath a node; "" where there is none of that id."""
    for item in node.items:
        if item.node is not None:
            found = node.id if item.node.id == loop_id else _above(item.node, loop_id)
            if found:
                return found
    return ""


@lru_cache(1024)
def _item(node: Node, loop_id: str) -> Item | None:
    """A loop somewhere beneath a node."""
    for item in node.items:
        if item.node is not None:
            found = item if item.node.id == loop_id else _item(item.node, loop_id)
            if found is not None:
                return found
    return None


def _says_less(own: Segment, kept: Segment, loop_id: str) -> bool:
    """Whether a kept segment has everything that the written one took from fields; a contact's name is made up by writing."""
    coarse = {number for number, _ in ELEMENTS.get(loop_id, {}).get(own[0], ())} | ({2} if own[0] == "PER" else set())
    return all(not value or at in coarse or value == get(kept, at) for at, value in enumerate(own))


def shelve(segments: Iterable[Segment], root: Node, less: Less | None = None) -> Shelf:
    """Written segments sorted into the loops of a guide; one that has no place there stays behind the one before it.

    ``less``: whether a written segment says less than a kept one, so that this stands instead of it (as of claims by default).
    """
    top = here = Shelf(root)
    top.less = less or _says_less
    for number, segment in enumerate(segments):
        found = here.take(segment) if number else None
        if found is None:
            here.put(here.entries[-1][0] if here.entries else 0, segment)
        here = found or here
    return top


def restored(
    segments: Iterable[Segment],
    kept: Iterable[str],
    version: str,
    loop_id: str,
    parts: Mapping[str, Sequence[Iterable[str]]] | None = None,
    code: str = "837",
    less: Less | None = None,
) -> list[Segment]:
    """Written segments of one loop with kept ones in their places.

    ``parts``: by loop beneath it, what was kept of the first, second, ... of that id. ``code``: ST01; ``less``: as of :func:`shelve`.
    """
    several = list(kept)
    if not several and not parts:
        return list(segments)
    shelf = shelve(segments, node(code, version, loop_id), less)
    for one in several:
        shelf.keep(one)
    for inner_id, texts in (parts or {}).items():
        for inner, own in zip(shelf.find(inner_id), texts, strict=False):
            for one in own:
                inner.keep(one)
    return list(shelf.segments())
