"""Documents and evidence: the words of the record, and exact pointers into them."""

from __future__ import annotations

from datetime import date

from .struct import Sparse, Value


class Document(Sparse, frozen=True, kw_only=True):
    """A text of the record. ``text`` is immutable: evidence points into it by character offsets.

    ``kind``: note, discharge-summary, operative-note, emergency-note, radiology, ....
    """

    id: str = "note"
    kind: str = "note"
    text: str
    date: date | None = None
    author: str = ""


class Evidence(Value, frozen=True, kw_only=True):
    """The words that support something: ``text == document.text[start:end]``, in characters, end excluded."""

    document: str = "note"
    start: int
    end: int
    text: str
    section: str = ""

    def holds_in(self, document: Document) -> bool:
        """Whether the pointed-at words still stand there."""
        return document.id == self.document and document.text[self.start : self.end] == self.text
