"""One segment at a time: what its expression, its conditions and its codes prove."""

from __future__ import annotations

from collections.abc import Callable

from .codes import PROBES, Codes, CodeSets, applies
from .conditions import conditions, keeping
from .strides import Doubtful, Row
from .syntax import in_order, pattern, span
from .tokens import Delimiters
from .tree import Elements, Item

REMEMBERED = 1000
"""Faultless segments remembered per definition, so that what repeats is not checked again."""


class Prepared:
    """What one item asks of a segment, ready to run: its expression, and what no expression says (codes, conditions)."""

    __slots__ = ("_codes", "_keeps", "_star", "left", "lenient", "match", "notes", "open", "probes", "right", "span")

    def __init__(self, item: Item, marks: Delimiters, sets: CodeSets | None) -> None:
        """``sets``: None where code sets are not asked for."""
        self._star = marks.element
        self.match: Callable[[str], object] = pattern(item.segment, marks).match
        self.notes = conditions(item.segment)
        self.probes = tuple(probe for probe in PROBES.get(item.id, ()) if applies(probe, item.segment)) if sets else ()
        self.span = span(item.segment)
        self.open, self.lenient = bool(self.notes or self.probes or self.span), False
        self._codes = Codes(item.segment, self.probes, sets, marks.component) if sets and self.probes else None
        self._keeps = keeping(self.notes) if self.notes else None
        self.left = 0 if item.id == "HL" else REMEMBERED
        self.right: dict[str, Row] = {}

    def knows(self, raw: str) -> Elements:
        """The elements of a segment that is faultless, remembered. Raises Doubtful where it is not that for sure."""
        if self.match(raw) is None:
            raise Doubtful
        return self.holds(raw)

    def holds(self, raw: str) -> Elements:
        """The same of a segment that its expression matched."""
        elements = raw.split(self._star)
        if not self._fine(elements):
            raise Doubtful
        if len(self.right) >= REMEMBERED:
            return elements
        row = self.right[raw] = Row(elements)
        return row

    def proves(self, raw: str, elements: Elements) -> bool:
        """Whether the segment is faultless; cheap where it is."""
        return self.match(raw) is not None and self._fine(elements)

    def _fine(self, elements: Elements) -> bool:
        """What no expression says."""
        return not (
            (self.span and not in_order(elements, self.span))
            or (self._keeps is not None and not self._keeps(elements))
            or (self._codes is not None and not self._codes.right(elements))
        )
