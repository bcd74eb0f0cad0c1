"""One pass over a file: the envelope, and every transaction set as a tree that is handed out loop by loop.

Dispatch is by table (loop, segment, qualifier); memory is that of one unit (a claim, a payment, a status) with what stands above it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from claimwright.core import InputError

from .chains import Found, Strides
from .headers import ENVELOPE, SERVICES, Headers
from .instance import Instance
from .listening import Listener, Transaction
from .schema import UNLIMITED
from .segments import SEGMENTS
from .strides import Doubtful, Unjudged
from .tokens import BINARY, Delimiters, Lexer
from .tree import Elements, Item, Move, guide, relatives

MOST_KEPT = 2000
"""Of what a guide limits, so many are kept in one loop: twice the highest limit. More have a finding each, and are forgotten."""


class Parser:
    """Iterates over closed loops: units, hierarchical levels, and at the end of each set its root (``node.id`` "ST").

    ``transaction`` is the set that the last yielded instance belongs to.
    """

    def __init__(self, source: bytes | Path, listener: Listener | None = None, *, quick: bool = False) -> None:
        """Nothing is read before iteration starts. ``quick``: without a listener, take loops that come alike in strides."""
        self.lexer = Lexer(source)
        self.listener = listener
        self.transaction: Transaction | None = None
        self.headers = Headers(listener)
        self.position = 0
        self._astray = False
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
        marks, known, size = self.lexer.delimiters, self._known, len(batch)
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
            for _ in range(closes):  # as in _close, without a generator of its own
                above: Instance = here.parent  # type: ignore[assignment]
                if self._left(here, above):
                    yield here
                    here.release()
                here = above
            if found is None:
                at, ends = at + 1, begins + len(raw) + 1
                self._step(here, move, raw, elements, key, proven)
                continue
            ends = found[2]
            self._stride(here, found, batch, at)
            at += found[0].count

    def _stride(self, owner: Instance, found: Found, batch: list[str], at: int) -> None:
        """A whole stride, beneath ``owner``: folded where nobody waits for its loop, else as an instance."""
        chain, rows, _ = found
        position, here = self.position, owner
        self.position = position + chain.count - 1
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
            self._exceeds(owner, chain.item, batch[at], rows[0], here.ajar() if chain.folds else here, position)
        if chain.level and self.listener is not None:
            self.listener.level(rows[0], here, position)

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
            if self._left(here, above):
                yield here
                here.release()
            here = above
        self._here = here
        return here

    def _left(self, here: Instance, above: Instance) -> bool:
        """Tell what is missing in a loop that closes; whether it is to be handed out. What is not is kept."""
        state = here.state
        if not state.quiet:
            if self.listener is not None and state.missing:
                for item in state.missing:
                    self.listener.missing(item, here)
            if here.node.handed:
                if above.marks is None:
                    above.marks = {}
                above.marks[here.index] = self.position - 1
                return True
        if above.tally is None or above.tally.get(here.index, 0) < MOST_KEPT:
            above.after.append(here)
        return False

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
        if self.headers.st and name not in ENVELOPE:
            self.position += 1
            if name in BINARY:
                elements = raw.split(marks.element, BINARY[name])
            if self._here is not None:
                yield from self._place(raw, elements, marks.component)
            return
        yield from self._enveloped(name, raw, elements)

    # -- the sets ---------------------------------------------------------------------------------------------------

    def _enveloped(self, name: str, raw: str, elements: Elements) -> Iterator[Instance]:
        headers = self.headers
        if name in ENVELOPE:
            self._astray = False
        if name == "SE" and headers.st:
            self.position += 1
            yield from self._end_set(raw, elements)
        elif name in ENVELOPE and headers.st:
            headers.complain("no-se", "SE")
            yield from self._close_set()
            yield from self._enveloped(name, raw, elements)
        elif name == "ISA":
            headers.interchange(elements, self.lexer.delimiters)
        elif name == "GS":
            headers.group(elements)
        elif name == "ST":
            self._begin_set(raw, elements)
        elif name == "GE":
            headers.group_end(elements)
        elif name == "IEA":
            headers.interchange_end(elements)
        elif name == "TA1" and headers.isa:
            self.answers.append(elements)
            headers.answered = True
            if self.listener is not None:
                self.listener.answer(elements)
        elif not (name in SERVICES and headers.isa and not headers.gs):
            if not self._astray:  # one word for all that follow each other
                headers.complain("stray", name[:3], 0, name[:20])
            self._astray = True

    def _begin_set(self, raw: str, elements: Elements) -> None:
        headers, marks = self.headers, self.lexer.delimiters
        headers.set(elements)
        self.position = 1
        code, version = headers.st[1], headers.version
        found = guide(code, version) or guide(code, headers.gs[8] if headers.gs else "")
        gs = headers.gs or [""] * 9
        self.transaction = Transaction(headers.number, found, headers.isa, gs, headers.st, version, marks, self.lexer.name)
        if self.listener is not None:
            self.listener.begin(self.transaction)
        self.strides = self.listener.strides if self.listener is not None else self._unheard()
        headers.judge_set(found)
        self._here = None
        if found is None:
            self.unknown = self.unknown or (headers.number, code, version)
            return
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
        self.headers.judge_set_end(elements, self.position)
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
        self.headers.st = []
        if self.listener is not None and self.transaction is not None:
            self.listener.end(self.transaction)

    def _finish(self) -> Iterator[Instance]:
        if self.lexer.unfinished:
            self.headers.complain("unfinished", "")
        if self.headers.st:
            self.headers.complain("no-se", "SE")
            yield from self._close_set()
        if self.headers.isa:
            self.headers.missing_ends()

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
