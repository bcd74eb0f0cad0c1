"""One pass over a file: the envelope, and every transaction set as a tree that is handed out loop by loop.

Dispatch is by table (loop, segment, qualifier); memory is that of one unit (a claim, a payment, a status) with what stands above it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from claimwright.core import InputError

from .schema import UNLIMITED
from .segments import SEGMENTS
from .strides import Doubtful, Strides, Unjudged
from .tokens import BINARY, Delimiters, Lexer
from .tree import LARGEST_TABLE, Elements, Guide, Instance, Item, Move, guide, relatives

MOST_KEPT = 2000
"""Of what a guide limits, so many are kept in one loop: twice the highest limit. More have a finding each, and are forgotten."""


class Listener(Protocol):
    """What a check hears while the file is parsed; a mere reader needs none."""

    @property
    def strides(self) -> Strides | None:
        """Runs of segments that need not be told one by one; None where each has to be."""

    def segment(self, item: Item, raw: str, elements: Elements, owner: Instance, position: int) -> bool | None:
        """A segment found its place. True: the same text need not be told again at the same item."""

    def level(self, elements: Elements, owner: Instance, position: int) -> None:
        """A hierarchical level opened at the head of a stride."""

    def misplaced(self, kind: str, raw: str, elements: Elements, owner: Instance, position: int, item: Item | None) -> None:
        """``kind``: unknown, foreign (to the transaction set), unused (by the guide), unexpected, order or excess."""

    def missing(self, item: Item, owner: Instance) -> None:
        """A required segment or loop did not come before its loop closed."""

    def envelope(self, kind: str, segment: str, element: int, value: str, wanted: str, transaction: int) -> None:
        """Something is wrong with ISA, GS, ST or their ends; ``kind`` names it (see ``findings.py``)."""

    def interchange(self, elements: Elements) -> None:
        """An interchange starts."""

    def answer(self, elements: Elements) -> None:
        """A TA1."""

    def group(self, elements: Elements) -> None:
        """A functional group starts."""

    def group_ends(self, stated: str) -> None:
        """A functional group ends; ``stated``: GE01."""

    def begin(self, transaction: Transaction) -> None:
        """A transaction set starts."""

    def end(self, transaction: Transaction) -> None:
        """A transaction set ended."""


class Transaction(NamedTuple):
    """Where we are: the ``number`` counts ST in the file from 1; ``guide`` is None for a version without a table."""

    number: int
    guide: Guide | None
    isa: Elements
    gs: Elements
    st: Elements
    version: str
    delimiters: Delimiters
    source: str


class Parser:
    """Iterates over closed loops: units, hierarchical levels, and at the end of each set its root (``node.id`` "ST").

    ``transaction`` is the set that the last yielded instance belongs to.
    """

    def __init__(self, source: bytes | Path, listener: Listener | None = None, *, quick: bool = False) -> None:
        """Nothing is read before iteration starts. ``quick``: without a listener, take loops that come alike in strides."""
        self.lexer = Lexer(source)
        self.listener = listener
        self.transaction: Transaction | None = None
        self.isa: Elements = []
        self.gs: Elements = []
        self.st: Elements = []
        self._interchanges = self._groups = self._sets = self._number = self.position = 0
        self._controls: set[str] = set()
        self._group_controls: set[str] = set()
        self._interchange_controls: set[tuple[str, str, str]] = set()
        self._answered = self._astray = False
        self._quick = quick and listener is None
        self.strides: Strides | None = None
        self._strides: dict[tuple[str, Delimiters], Strides] = {}
        self._here: Instance | None = None
        self._known: dict[str, tuple[Elements, object, Item]] = {}
        self._key: Callable[[Elements, str], object] = lambda elements, component: elements[0]
        self.answers: list[Elements] = []
        """TA1 segments met so far and not yet taken."""
        self.unknown: tuple[int, str, str] | None = None
        """Number, ST01 and version of the first set without a table."""

    def __iter__(self) -> Iterator[Instance]:
        """Raises InputError for what is no interchange, and without a listener for a loop without end."""
        for batch in self.lexer.batches():
            yield from self._walk(batch)
        yield from self._finish()

    def _walk(self, batch: list[str]) -> Iterator[Instance]:
        """The segments of a batch, in strides where they come as they came before: the loop that a fast check is made of."""
        marks, listener, known, size = self.lexer.delimiters, self.listener, self._known, len(batch)
        text = self.lexer.text or marks.terminator.join([*batch, ""])
        at = ends = 0
        while at < size:
            here, strides, begins, found = self._here, self.strides, ends, None
            if here is None:
                raw = batch[at]
                at, ends = at + 1, begins + len(raw) + 1
                yield from self._other(raw, raw.split(marks.element), marks)
                continue
            if strides is not None:
                for chain in strides.chains.get(here.state, ()):
                    match = chain.match(text, begins)
                    if match is not None:
                        try:
                            found = chain, chain.take(batch[at : at + chain.count]), match.end()
                        except Doubtful:
                            break
                        if strides.steps:
                            strides.learn()
                        strides.before = found
                        break
            if found is None:
                raw, proven = batch[at], None
                if raw in known:
                    elements, key, proven = known[raw]
                else:
                    elements = raw.split(marks.element)
                    key = self._key(elements, marks.component)
                if key not in here.state.moves:
                    at, ends = at + 1, begins + len(raw) + 1
                    yield from self._other(raw, elements, marks)
                    if strides is not None:
                        strides.interrupted()
                    continue
                move = here.state.moves[key]
                if strides is not None:
                    found = strides.begun(here.state, move, text, begins, batch, at)
                    if found is None:
                        strides.step(move, elements, recurs=proven is not None)
            self.position += 1
            closes = move.closes if found is None else found[0].closes
            if here.depth:
                if closes < here.depth or here.inner is not None:
                    here = here.opened()
                else:  # loops of a stride close together: nothing is missing in them
                    closes -= here.depth
                    here.depth, here.state = 0, here.closed
            if closes:
                here = yield from self._close(here, closes)
            if found is None:
                at, ends = at + 1, begins + len(raw) + 1
                self._step(here, move, raw, elements, key, proven)
                continue
            chain, rows, ends = found
            at += chain.count
            position = self.position
            self.position = position + chain.count - 1
            owner = here
            if chain.folds:
                here.after.append((chain, position, rows))
                here.depth, here.state, here.closed = chain.open, chain.end, chain.above
            else:
                owner.state, states = chain.above, chain.states
                here = Instance(
                    chain.node, owner, chain.item.index, position, chain.end, None, rows, chain.stride, states, chain.depth, states[0]
                )
                if chain.tally:
                    here.tally = dict(chain.tally)
            self._here = here
            if chain.counted and owner.excess(chain.item):
                self._exceeds(owner, chain.item, batch[at - chain.count], rows[0], here.ajar() if chain.folds else here, position)
            if chain.level and listener is not None:
                listener.level(rows[0], here, position)

    def _step(self, here: Instance, move: Move, raw: str, elements: Elements, key: object, proven: object) -> None:
        """One segment, by a known step."""
        item, owner, position, listener = move.item, here, self.position, self.listener
        if move.node is None:
            owner.state = move.state
            owner.segments.append((item.segment, elements, position))
        else:
            owner.state = move.state.parent  # type: ignore[assignment]
            here = Instance(move.node, owner, item.index, position, move.state, [(item.segment, elements, position)])
        self._here = here
        if move.counted and owner.excess(item):
            self._exceeds(owner, item, raw, elements, here, position)
        if listener is not None and proven is not item and listener.segment(item, raw, elements, here, position):
            self._known[raw] = elements, key, item

    def _exceeds(self, owner: Instance, item: Item, raw: str, elements: Elements, holder: Instance, position: int) -> None:
        """Once too often. A check forgets what is beyond ``MOST_KEPT``, for it tells of each; a reader raises InputError."""
        if self.listener is not None:
            self.listener.misplaced("excess", raw, elements, holder, position, item)
        if owner.tally is not None and owner.tally[item.index] > MOST_KEPT:
            if self.listener is None:
                what = f"more than {MOST_KEPT:,} {item.node.id if item.node else item.id} in one loop at segment {position:,}"
                raise InputError(self.lexer.name, what, "no guide allows so many; x12 check says what is wrong")
            if item.node is None:
                owner.segments.pop()

    def _close(self, here: Instance, closes: int) -> Generator[Instance, None, Instance]:
        """Close so many loops from ``here`` upwards; hand out those that are waited for. Returns the loop that is open then."""
        for _ in range(closes):
            above: Instance = here.parent  # type: ignore[assignment]
            if not here.state.quiet and self._left(here, above):
                yield here
                here.release()
            elif above.tally is None or above.tally.get(here.index, 0) < MOST_KEPT:
                above.after.append(here)
            here = above
        self._here = here
        return here

    def _left(self, here: Instance, above: Instance) -> bool:
        """Tell what is missing in a loop that closes; whether it is to be handed out."""
        if self.listener is not None:
            for item in here.state.missing:
                self.listener.missing(item, here)
        if here.node.handed:
            if above.marks is None:
                above.marks = {}
            above.marks[here.index] = self.position - 1
        return here.node.handed

    def _unheard(self) -> Strides | None:
        """The strides of a mere reader: nothing is judged, only where everything stands."""
        found = self.transaction.guide if self.transaction is not None else None
        if not self._quick or found is None:
            return None
        key = found.table.name, self.lexer.delimiters
        if key not in self._strides:
            star = self.lexer.delimiters.element
            self._strides[key] = Strides(found, self.lexer.delimiters, lambda item: Unjudged(star))
        return self._strides[key]

    def _other(self, raw: str, elements: Elements, marks: Delimiters) -> Iterator[Instance]:
        """A segment of the envelope, or one for which no step is known yet."""
        name = elements[0]
        if self._here is not None and self._here.depth:
            self._here = self._here.opened()
        if self.st and name not in _ENVELOPE:
            self.position += 1
            if name in BINARY:
                elements = raw.split(marks.element, BINARY[name])
            if self._here is not None:
                yield from self._place(raw, elements, marks.component)
            return
        yield from self._enveloped(name, raw, elements)

    # -- the envelope -----------------------------------------------------------------------------------------------

    def _enveloped(self, name: str, raw: str, elements: Elements) -> Iterator[Instance]:
        if name in _ENVELOPE:
            self._astray = False
        if name == "SE" and self.st:
            self.position += 1
            yield from self._end_set(raw, elements)
        elif name in _ENVELOPE and self.st:
            self._complain("no-se", "SE", 0, "", "")
            yield from self._close_set()
            yield from self._enveloped(name, raw, elements)
        elif name == "ISA":
            self._begin_interchange(elements)
        elif name == "GS":
            self._begin_group(elements)
        elif name == "ST":
            self._begin_set(raw, elements)
        elif name == "GE":
            self._end_group(elements)
        elif name == "IEA":
            self._end_interchange(elements)
        elif name == "TA1" and self.isa:
            self.answers.append(elements)
            self._answered = True
            if self.listener is not None:
                self.listener.answer(elements)
        elif not (name in _SERVICES and self.isa and not self.gs):
            if not self._astray:  # one word for all that follow each other
                self._complain("stray", name[:3], 0, name[:20], "")
            self._astray = True

    def _begin_interchange(self, elements: Elements) -> None:
        if self.isa:
            self._missing_ends()
        self.isa, self._groups, self._answered = [*elements[:16], *[""] * (17 - len(elements[:16]))], 0, False
        self._group_controls.clear()
        told = (self.isa[6], self.isa[8], self.isa[13])
        if self.listener is not None:
            marks = self.lexer.delimiters
            self.listener.interchange(self.isa)
            isa = [*self.isa[:16], marks.component]
            for number, width in enumerate(_ISA_WIDTHS, 1):
                if len(isa[number]) != width:
                    self._complain("isa-width", "ISA", number, isa[number], str(width))
            if self.isa[12] not in ("00501", "00401"):
                self._complain("isa-version", "ISA", 12, self.isa[12], "00501")
            if told in self._interchange_controls:
                self._complain("isa-twice", "ISA", 13, self.isa[13], "")
        if len(self._interchange_controls) < LARGEST_TABLE:
            self._interchange_controls.add(told)

    def _begin_group(self, elements: Elements) -> None:
        if self.gs:
            self._complain("no-ge", "GE", 0, "", "")
        self.gs = elements + [""] * (9 - len(elements))
        self._groups += 1
        self._sets = 0
        self._controls.clear()
        if self.listener is not None:
            self.listener.group(self.gs)
        if not self.isa:
            self._complain("no-isa", "ISA", 0, "", "")
        if len(elements) < 9:
            self._complain("gs-short", "GS", len(elements), "", "")
        if self.gs[6] in self._group_controls:
            self._complain("gs-twice", "GS", 6, self.gs[6], "")
        self._group_controls.add(self.gs[6])

    def _begin_set(self, raw: str, elements: Elements) -> None:
        self._number += 1
        self._sets += 1
        self.position = 1
        self.st = elements + [""] * (3 - len(elements))
        version = (elements[3] if len(elements) > 3 else "") or (self.gs[8] if self.gs else "")
        found = guide(self.st[1], version) or guide(self.st[1], self.gs[8] if self.gs else "")
        gs = self.gs or [""] * 9
        self.transaction = Transaction(self._number, found, self.isa, gs, self.st, version, self.lexer.delimiters, self.lexer.name)
        if self.listener is not None:
            self.listener.begin(self.transaction)
        self.strides = self.listener.strides if self.listener is not None else self._unheard()
        if not self.gs:
            self._complain("no-gs", "GS", 0, "", "")
        if self.st[2] in self._controls:
            self._complain("st-twice", "ST", 2, self.st[2], "")
        self._controls.add(self.st[2])
        self._here = None
        if found is None:
            self.unknown = self.unknown or (self._number, self.st[1], version)
            self._complain("version", "ST", 3, version, "")
            return
        if self.gs and self.gs[1] != found.table.functional_group:
            self._complain("gs-kind", "GS", 1, self.gs[1], found.table.functional_group)
        if self.gs and len(elements) > 3 and elements[3] and elements[3] != self.gs[8]:
            self._complain("gs-version", "GS", 8, self.gs[8], elements[3])
        self._key = found.key
        self._known.clear()
        self._here = Instance(found.root, None, 0, 1, found.start, [(found.root.trigger, elements, 1)])
        if self.listener is not None:
            self.listener.segment(found.root.items[0], raw, elements, self._here, 1)

    def _end_set(self, raw: str, elements: Elements) -> Iterator[Instance]:
        if self._here is not None:
            yield from self._climb(None)
            root = self._here
            item = root.node.dispatch["SE"][0]
            root.state = root.state.after(item, item.ordinal)
            if self.listener is not None:
                self.listener.segment(item, raw, elements, root, self.position)
        count, control = [*elements[1:3], "", ""][:2]
        if count.strip().lstrip("0") != str(self.position):
            self._complain("se-count", "SE", 1, count, str(self.position))
        if control != self.st[2]:
            self._complain("se-control", "SE", 2, control, self.st[2])
        yield from self._close_set()

    def _close_set(self) -> Iterator[Instance]:
        if self._here is not None:
            yield from self._climb(None)
            root, self._here = self._here, None
            if self.listener is not None:
                item = root.node.dispatch["SE"][0]
                for absent in root.state.missing:
                    if absent is not item:  # that SE is missing has its own complaint
                        self.listener.missing(absent, root)
            yield root
        self.st = []
        if self.listener is not None and self.transaction is not None:
            self.listener.end(self.transaction)

    def _end_group(self, elements: Elements) -> None:
        count, control = [*elements[1:3], "", ""][:2]
        if not self.gs:
            self._complain("stray", "GE", 0, "GE", "")
            return
        if self.listener is not None:
            self.listener.group_ends(count)
        if count.lstrip("0") != (str(self._sets) if self._sets else ""):
            self._complain("ge-count", "GE", 1, count, str(self._sets))
        if control != self.gs[6]:
            self._complain("ge-control", "GE", 2, control, self.gs[6])
        self.gs = []

    def _end_interchange(self, elements: Elements) -> None:
        count, control = [*elements[1:3], "", ""][:2]
        if not self.isa:
            self._complain("stray", "IEA", 0, "IEA", "")
            return
        if self.gs:
            self._complain("no-ge", "GE", 0, "", "")
            self.gs = []
        if count.lstrip("0") != (str(self._groups) if self._groups else ""):
            only_answers = self._answered and not self._groups
            self._complain("iea-count-answers" if only_answers else "iea-count", "IEA", 1, count, str(self._groups))
        if control != self.isa[13]:
            self._complain("iea-control", "IEA", 2, control, self.isa[13])
        self.isa = []

    def _finish(self) -> Iterator[Instance]:
        if self.lexer.unfinished:
            self._complain("unfinished", "", 0, "", "")
        if self.st:
            self._complain("no-se", "SE", 0, "", "")
            yield from self._close_set()
        if self.isa:
            self._missing_ends()

    def _missing_ends(self) -> None:
        if self.gs:
            self._complain("no-ge", "GE", 0, "", "")
            self.gs = []
        self._complain("no-iea", "IEA", 0, "", "")

    def _complain(self, kind: str, segment: str, element: int, value: str, wanted: str) -> None:
        if self.listener is not None:
            self.listener.envelope(
                kind, segment, element, value, wanted, self._number if self.st or kind in ("se-count", "se-control") else 0
            )

    # -- inside a set -----------------------------------------------------------------------------------------------

    def _place(self, raw: str, elements: Elements, component: str) -> Iterator[Instance]:
        """Find the loop that a segment belongs to, close what ends before it, open what it begins."""
        owner, item, kind = self._find(elements, component)
        here = self._here
        if item is None or owner is None:
            if self.listener is not None and here is not None:
                self.listener.misplaced(kind, raw, elements, here, self.position, None)
            return
        start, closes = here.state, _levels(here, owner)  # type: ignore[union-attr]
        yield from self._climb(owner)
        position, listener = self.position, self.listener
        if kind == "order" and listener is not None:
            listener.misplaced(kind, raw, elements, owner, position, item)
        again = item.index in owner.state.seen
        ordinal = owner.state.ordinal if kind == "order" else max(owner.state.ordinal, item.ordinal)
        owner.state = owner.state.after(item, ordinal)
        holder = owner
        if item.node is not None:
            holder = self._here = Instance(item.node, owner, item.index, position, owner.state.inner(item), [])
        holder.segments.append((item.segment, elements, position))
        counted = again and 1 < item.most < UNLIMITED
        if not kind and (item.most > 1 or not again) and elements[0] not in BINARY:
            start.remember(self._key(elements, component), Move(item, closes, holder.state, item.node, counted))
        if kind == "code":
            owner.mistaken(item, again=again)
        elif again and item.most < UNLIMITED and owner.excess(item):
            self._exceeds(owner, item, raw, elements, holder, position)
        if listener is not None and listener.segment(item, raw, elements, holder, position):
            self._known[raw] = elements, self._key(elements, component), item

    def _find(self, elements: Elements, component: str) -> tuple[Instance | None, Item | None, str]:
        """The nearest loop that takes the segment in order; else out of order; else the nearest that knows its id, if it has one of it."""
        name, above = elements[0], self._here
        late: tuple[Instance, Item, str] | None = None
        loose: tuple[Instance | None, Item | None, str] | None = None
        while above is not None:
            route = above.node.routes.get(name)
            if route is not None:
                item = route.item(elements, component)
                if item is not None:
                    if item.ordinal >= above.state.ordinal:
                        return above, item, ""
                    late = late or (above, item, "order")
                elif loose is None and route.plain:
                    loose = (above, route.loose, "code") if route.loose is not None else (None, None, "unexpected")
            above = above.parent
        return late or loose or (None, None, self._stranger(name))

    def _stranger(self, name: str) -> str:
        """What is wrong with a segment that no open loop takes."""
        known = self.transaction.guide if self.transaction is not None else None
        if known is None or name not in SEGMENTS:
            return "unknown"
        return "unexpected" if name in known.known else "unused" if name in relatives(known.table.code) else "foreign"

    def _climb(self, target: Instance | None) -> Iterator[Instance]:
        """Close loops until ``target`` (None: the root) is the open one."""
        here = self._here
        if here is not None:
            here = here.opened() if here.depth else here
            yield from self._close(here, _levels(here, target))


def _levels(here: Instance | None, owner: Instance | None) -> int:
    """How many loops close before a segment of ``owner`` (None: of the root) can come."""
    count = 0
    while here is not None and here is not owner and here.parent is not None:
        here, count = here.parent, count + 1
    return count


_ENVELOPE = frozenset(("ISA", "GS", "ST", "SE", "GE", "IEA"))
_SERVICES = frozenset(("ISB", "ISE", "TA3"))
"""Interchange services that may stand between ISA and the groups (X12.6); nobody in health care acts on them."""
_ISA_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
