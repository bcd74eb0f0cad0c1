"""What a check hears while a file is parsed, and which transaction set it hears it of."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from .chains import Strides
from .instance import Instance
from .tokens import Delimiters
from .tree import Elements, Guide, Item


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
