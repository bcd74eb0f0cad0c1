"""What stage 2 finds: a stretch of the record that may name a condition."""

from __future__ import annotations

from typing import Literal

from claimwright.core import Evidence, Value
from claimwright.core.codes import SuppressionReason

from ..text import evidence

Origin = Literal["statement", "assertion", "background", "reason", "phrase"]


class Mention(Value, frozen=True, kw_only=True):
    """A phrase with its place and how it was found.

    ``origin``: a problem statement of an assessment; an assertion in prose; the reason for the visit; a phrase of the books.
    ``sentence``: the whole sentence, ``at`` its offset in the document. ``reason``: why nothing of its section counts; what the words
    around it make of it is read later, where it leads to a code.
    """

    document: str
    section: str
    start: int
    end: int
    text: str
    origin: Origin
    sentence: str
    at: int
    reason: SuppressionReason | None = None
    weight: float = 1.0

    @property
    def evidence(self) -> Evidence:
        """The mention as evidence."""
        return evidence(self.document, self.start, self.end, self.text, self.section)
