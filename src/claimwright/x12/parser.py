"""One pass over a file: the envelope, and every transaction set as a tree that is handed out loop by loop.

Dispatch is by table (loop, segment, qualifier); memory is that of one unit (a claim, a payment, a status) with what stands above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from .tokens import Delimiters, Lexer
from .tree import Elements, Guide, Instance, Item, Node, guide


class Listener(Protocol):
    """What a check hears while the file is parsed; a mere reader needs none."""

    def segment(self, item: Item, raw: str, elements: Elements, owner: Instance, position: int) -> None:
        """A segment found its place."""

    def misplaced(self, kind: str, raw: str, elements: Elements, owner: Instance, position: int, item: Item | None) -> None:
        """``kind``: unknown, unexpected, order or excess."""

    def missing(self, item: Item, owner: Instance) -> None:
        """A required segment or loop did not come before its loop closed."""

    def envelope(self, kind: str, segment: str, element: int, value: str, wanted: str, transaction: int) -> None:
        """Something is wrong with ISA, GS, ST or their ends; ``kind`` names it (see ``findings.py``)."""

    def interchange(self, elements: Elements) -> None:
        """An interchange starts."""

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

    def __init__(self, source: bytes | Path, listener: Listener | None = None) -> None:
        """Nothing is read before iteration starts."""
        self.lexer = Lexer(source)
        self.listener = listener
        self.transaction: Transaction | None = None
        self.isa: Elements = []
        self.gs: Elements = []
        self.st: Elements = []
        self._interchanges = self._groups = self._sets = self._number = self.position = 0
        self._controls: set[str] = set()
        self._group_controls: set[str] = set()
        self._here: Instance | None = None
        self.answers: list[Elements] = []
        """TA1 segments met so far and not yet taken."""
        self.unknown: tuple[int, str, str] | None = None
        """Number, ST01 and version of the first set without a table."""

    def __iter__(self) -> Iterator[Instance]:
        """Raises InputError only for what is no interchange at all."""
        lexer = self.lexer
        for raw in lexer:
            marks = lexer.delimiters
            elements = raw.split(marks.element)
            name = elements[0]
            if self.st and name not in _ENVELOPE:
                self.position += 1
                if self._here is not None:
                    yield from self._place(raw, elements, marks.component)
                continue
            yield from self._enveloped(name, raw, elements)
        yield from self._finish()

    # -- the envelope -----------------------------------------------------------------------------------------------

    def _enveloped(self, name: str, raw: str, elements: Elements) -> Iterator[Instance]:
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
        else:
            self._complain("stray", name[:3], 0, name[:20], "")

    def _begin_interchange(self, elements: Elements) -> None:
        if self.isa:
            self._missing_ends()
        self.isa, self._groups = [*elements[:16], *[""] * (17 - len(elements[:16]))], 0
        self._group_controls.clear()
        if self.listener is not None:
            marks = self.lexer.delimiters
            self.listener.interchange(self.isa)
            isa = [*self.isa[:16], marks.component]
            for number, width in enumerate(_ISA_WIDTHS, 1):
                if len(isa[number]) != width:
                    self._complain("isa-width", "ISA", number, isa[number], str(width))
            if self.isa[12] not in ("00501", "00401"):
                self._complain("isa-version", "ISA", 12, self.isa[12], "00501")

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
        self._here = Instance(found.root, None, 0, 1)
        self._here.segments.append((found.root.trigger, elements, 1))
        self._here.counts[0] = 1
        if self.listener is not None:
            self.listener.segment(found.root.items[0], raw, elements, self._here, 1)

    def _end_set(self, raw: str, elements: Elements) -> Iterator[Instance]:
        if self._here is not None:
            yield from self._climb(None)
            root = self._here
            item = root.node.dispatch["SE"][0]
            root.counts[item.index] = 1
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
                root.counts.setdefault(root.node.dispatch["SE"][0].index, 1)
                self._demand(root)
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
            self._complain("iea-count", "IEA", 1, count, str(self._groups))
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
        if owner is not here:
            yield from self._climb(owner)
        position, listener = self.position, self.listener
        if kind:
            if listener is not None:
                listener.misplaced(kind, raw, elements, owner, position, item)
        else:
            owner.ordinal = item.ordinal
        index = item.index
        count = owner.counts[index] = owner.counts.get(index, 0) + 1
        if item.node is not None:
            self._here = Instance(item.node, owner, index, position)
            self._here.segments.append((item.segment, elements, position))
        else:
            owner.segments.append((item.segment, elements, position))
            _mark(owner, index, position)
        if listener is not None:
            holder = owner if item.node is None else self._here
            if count > item.most:
                listener.misplaced("excess", raw, elements, holder, position, item)  # type: ignore[arg-type]
            listener.segment(item, raw, elements, holder, position)  # type: ignore[arg-type]

    def _find(self, elements: Elements, component: str) -> tuple[Instance | None, Item | None, str]:
        """The nearest loop that takes the segment in order; else out of order; else one that knows only its id."""
        name, above = elements[0], self._here
        late: tuple[Instance, Item, str] | None = None
        loose: tuple[Instance, Item, str] | None = None
        while above is not None:
            route = above.node.routes.get(name)
            if route is not None:
                item = route.item(elements, component)
                if item is not None:
                    if item.ordinal >= above.ordinal:
                        return above, item, ""
                    late = late or (above, item, "order")
                elif loose is None and route.loose is not None:
                    loose = (above, route.loose, "")
            above = above.parent
        if late or loose:
            return late or loose  # type: ignore[return-value]
        known = self.transaction is not None and self.transaction.guide is not None and name in self.transaction.guide.known
        return None, None, "unexpected" if known else "unknown"

    def _climb(self, target: Instance | None) -> Iterator[Instance]:
        """Close loops until ``target`` (None: the root) is the open one."""
        here = self._here
        while here is not None and here is not target and here.parent is not None:
            parent = here.parent
            if self.listener is not None:
                self._demand(here)
            _mark(parent, here.index, self.position - 1)
            node: Node = here.node
            if node.is_unit or node.is_level:
                yield here
            else:
                parent.loops.append(here)
            self._here = here = parent

    def _demand(self, here: Instance) -> None:
        counts = here.counts
        for item in here.node.required:
            if item.index not in counts:
                self.listener.missing(item, here)  # type: ignore[union-attr]


def _mark(owner: Instance, index: int, position: int) -> None:
    if owner.marks[-1][0] == index:
        owner.marks[-1] = (index, position)
    else:
        owner.marks.append((index, position))


_ENVELOPE = frozenset(("ISA", "GS", "ST", "SE", "GE", "IEA"))
_ISA_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
