"""Headers and trailers: which interchange, group and set are open, and what of their numbers and counts is wrong."""

from __future__ import annotations

from .listening import Listener
from .tokens import Delimiters
from .tree import LARGEST_TABLE, Elements, Guide

ENVELOPE = frozenset(("ISA", "GS", "ST", "SE", "GE", "IEA"))
SERVICES = frozenset(("ISB", "ISE", "TA3"))
"""Interchange services that may stand between ISA and the groups (X12.6); nobody in health care acts on them."""
_ISA_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)


class Headers:
    """What is open: ``isa``, ``gs`` and ``st`` are its elements, padded; empty where nothing is open.

    ``number``: sets of the file so far; ``answered``: a TA1 came in this interchange.
    """

    def __init__(self, listener: Listener | None) -> None:
        """``listener``: who is told what is wrong."""
        self._listener = listener
        self.isa: Elements = []
        self.gs: Elements = []
        self.st: Elements = []
        self.number = self._sets = self._groups = 0
        self.answered = False
        self._controls: set[str] = set()
        self._group_controls: set[str] = set()
        self._interchange_controls: set[tuple[str, str, str]] = set()

    def complain(self, kind: str, segment: str, element: int = 0, value: str = "", wanted: str = "") -> None:
        """Tell the listener, if there is one, what is wrong; ``kind`` as in ``findings.ENVELOPE``."""
        if self._listener is not None:
            within = self.st or kind in ("se-count", "se-control")
            self._listener.envelope(kind, segment, element, value, wanted, self.number if within else 0)

    def interchange(self, elements: Elements, marks: Delimiters) -> None:
        """An ISA."""
        if self.isa:
            self.missing_ends()
        self.isa, self._groups, self.answered = [*elements[:16], *[""] * (17 - len(elements[:16]))], 0, False
        self._group_controls.clear()
        told = (self.isa[6], self.isa[8], self.isa[13])
        if self._listener is not None:
            self._listener.interchange(self.isa)
            isa = [*self.isa[:16], marks.component]
            for number, width in enumerate(_ISA_WIDTHS, 1):
                if len(isa[number]) != width:
                    self.complain("isa-width", "ISA", number, isa[number], str(width))
            if self.isa[12] not in ("00501", "00401"):
                self.complain("isa-version", "ISA", 12, self.isa[12], "00501")
            if told in self._interchange_controls:
                self.complain("isa-twice", "ISA", 13, self.isa[13])
        if len(self._interchange_controls) < LARGEST_TABLE:
            self._interchange_controls.add(told)

    def group(self, elements: Elements) -> None:
        """A GS."""
        if self.gs:
            self.complain("no-ge", "GE")
        self.gs = elements + [""] * (9 - len(elements))
        self._groups += 1
        self._sets = 0
        self._controls.clear()
        if self._listener is not None:
            self._listener.group(self.gs)
        if not self.isa:
            self.complain("no-isa", "ISA")
        if len(elements) < 9:
            self.complain("gs-short", "GS", len(elements))
        if self.gs[6] in self._group_controls:
            self.complain("gs-twice", "GS", 6, self.gs[6])
        self._group_controls.add(self.gs[6])

    def set(self, elements: Elements) -> None:
        """An ST."""
        self.number += 1
        self._sets += 1
        self.st = elements + [""] * (3 - len(elements))

    @property
    def version(self) -> str:
        """The guide that the open set says it follows, else its group."""
        return (self.st[3] if len(self.st) > 3 else "") or (self.gs[8] if self.gs else "")

    def judge_set(self, guide: Guide | None) -> None:
        """Tell what of the ST is wrong beside its group."""
        if not self.gs:
            self.complain("no-gs", "GS")
        if self.st[2] in self._controls:
            self.complain("st-twice", "ST", 2, self.st[2])
        self._controls.add(self.st[2])
        if guide is None:
            self.complain("version", "ST", 3, self.version)
        elif self.gs and self.gs[1] != guide.table.functional_group:
            self.complain("gs-kind", "GS", 1, self.gs[1], guide.table.functional_group)
        if guide is not None and self.gs and len(self.st) > 3 and self.st[3] and self.st[3] != self.gs[8]:
            self.complain("gs-version", "GS", 8, self.gs[8], self.st[3])

    def judge_set_end(self, elements: Elements, segments: int) -> None:
        """An SE: tell what is wrong with its count and number."""
        count, control = [*elements[1:3], "", ""][:2]
        if count.strip().lstrip("0") != str(segments):
            self.complain("se-count", "SE", 1, count, str(segments))
        if control != self.st[2]:
            self.complain("se-control", "SE", 2, control, self.st[2])

    def group_end(self, elements: Elements) -> None:
        """A GE."""
        count, control = [*elements[1:3], "", ""][:2]
        if not self.gs:
            self.complain("stray", "GE", 0, "GE")
            return
        if self._listener is not None:
            self._listener.group_ends(count)
        if count.lstrip("0") != (str(self._sets) if self._sets else ""):
            self.complain("ge-count", "GE", 1, count, str(self._sets))
        if control != self.gs[6]:
            self.complain("ge-control", "GE", 2, control, self.gs[6])
        self.gs = []

    def interchange_end(self, elements: Elements) -> None:
        """An IEA."""
        count, control = [*elements[1:3], "", ""][:2]
        if not self.isa:
            self.complain("stray", "IEA", 0, "IEA")
            return
        if self.gs:
            self.complain("no-ge", "GE")
            self.gs = []
        if count.lstrip("0") != (str(self._groups) if self._groups else ""):
            only_answers = self.answered and not self._groups
            self.complain("iea-count-answers" if only_answers else "iea-count", "IEA", 1, count, str(self._groups))
        if control != self.isa[13]:
            self.complain("iea-control", "IEA", 2, control, self.isa[13])
        self.isa = []

    def missing_ends(self) -> None:
        """The file, or another interchange, goes on without the trailers of this one."""
        if self.gs:
            self.complain("no-ge", "GE")
            self.gs = []
        self.complain("no-iea", "IEA")
