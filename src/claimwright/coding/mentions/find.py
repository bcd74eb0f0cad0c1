"""Stage 2 and 3 together: every mention of a document with what its words around make of it."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.core import Document
from claimwright.core.codes import SuppressionReason

from ..context import reason_for
from ..knowledge import Knowledge
from ..text import Section, Sentence, sections, sentences
from ..text.sections import kinds_with_role
from .assertions import assertion_spans
from .model import Mention, Origin
from .phrases import phrase_spans
from .statements import is_detail, statement_span

FIXED: dict[str, SuppressionReason] = {"family_history": "family", "instructions": "hypothetical"}
"""Sections whose every mention means the same."""
SILENT = frozenset({"medications", "allergies", "vitals", "attestation", "preoperative", "social_history", "ros", "exam"})
"""Sections in which a phrase of the books is no mention of a condition that counts."""


def find_mentions(document: Document, books: Knowledge) -> list[Mention]:
    """All mentions in order of their place; one stretch is found once, by its strongest origin."""
    found: dict[tuple[int, int], Mention] = {}
    for section in sections(document):
        for sentence in sentences(document.text, section):
            for mention in _in_sentence(section, sentence, books):
                found.setdefault((mention.start, mention.end), mention)
    return sorted(found.values(), key=lambda mention: (mention.start, mention.end))


def _in_sentence(section: Section, sentence: Sentence, books: Knowledge) -> Iterator[Mention]:
    kind = section.kind
    assessing, deciding = kinds_with_role("assessing"), kinds_with_role("deciding")
    telling, remembering = kinds_with_role("telling"), kinds_with_role("remembering")
    statement = statement_span(sentence)
    if statement and (kind in assessing or kind == "chief_complaint" or (kind in deciding and sentence.first) or kind in remembering):
        origin: Origin = "statement" if kind in assessing or kind in deciding else "reason" if kind == "chief_complaint" else "phrase"
        yield _mention(section, sentence, *statement, origin, 1.0 if kind not in deciding else 0.9)
    if kind in assessing or kind in deciding or kind in telling or kind == "results":
        for start, end, weight in assertion_spans(sentence):
            yield _mention(section, sentence, start, end, "assertion", weight)
    if kind not in SILENT:
        for start, end in phrase_spans(sentence.text, books):
            yield _mention(section, sentence, start, end, "phrase", 1.0)


def _mention(section: Section, sentence: Sentence, start: int, end: int, origin: Origin, weight: float) -> Mention:
    text = sentence.text[start:end]
    lead = len(text) - len(text.lstrip(" ,-"))
    start, text = start + lead, text[lead:].rstrip(" ,.-")
    context = reason_for(sentence.text, start, start + len(text))
    fixed = FIXED.get(section.kind)
    reason = fixed or (context[0] if context else None)
    cue = sentence.text[context[1].start : context[1].end] if context else ""
    return Mention(
        document=section.document, section=section.kind, start=sentence.start + start, end=sentence.start + start + len(text), text=text,
        origin=origin, sentence=sentence.text, at=sentence.start, reason=reason, cue=cue, weight=weight,
    )  # fmt: skip


__all__ = ["find_mentions", "is_detail"]
