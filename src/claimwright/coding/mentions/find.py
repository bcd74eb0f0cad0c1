"""Stage 2: every mention of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from claimwright.core.codes import SuppressionReason

from ..knowledge import Knowledge
from ..text import Sentence
from ..text.sections import kinds_with_role
from .assertions import assertion_spans
from .model import Mention, Origin
from .phrases import phrase_spans
from .statements import listed_spans, opening_condition, opening_span, statement_span, subject_span

FIXED: dict[str, SuppressionReason] = {"family_history": "family", "instructions": "hypothetical"}
"""Sections whose every mention means the same."""
SILENT = frozenset({"medications", "allergies", "vitals", "attestation", "preoperative", "social_history", "ros", "exam"})
"""Sections in which a phrase of the books is no mention of a condition that counts."""


def mentions_in(sentence: Sentence, books: Knowledge) -> tuple[Mention, ...]:
    """The mentions of one sentence in order of their place; one stretch is found once, by its strongest origin."""
    found: dict[tuple[int, int], Mention] = {}
    for start, text, origin, weight, reason in _in_sentence(sentence.text, sentence.section, sentence.first, books):
        at = sentence.start + start
        if (at, at + len(text)) not in found:
            found[at, at + len(text)] = Mention(
                document=sentence.document,
                section=sentence.section,
                start=at,
                end=at + len(text),
                text=text,
                origin=origin,
                sentence=sentence.text,
                at=sentence.start,
                reason=reason,
                weight=weight,
            )
    return tuple(found[place] for place in sorted(found))


_ROOM_AIR = re.compile(r".*(?:\d\s*%?|\bon|[;,])\s*RA", re.S)
"""Room air after a saturation, no arthritis."""
Found = tuple[int, str, Origin, float, SuppressionReason | None]


@lru_cache(maxsize=32768)
def _in_sentence(text: str, kind: str, first: bool, books: Knowledge) -> tuple[Found, ...]:
    """Start, text, origin, weight, the section's own reason of each mention of a sentence; a function of the sentence alone, hence kept."""
    return tuple(_described(text, kind, *span) for span in _spans(text, kind, first, books))


def _spans(text: str, kind: str, first: bool, books: Knowledge) -> Iterator[tuple[int, int, Origin, float]]:
    assessing, deciding = kind in kinds_with_role("assessing"), kind in kinds_with_role("deciding")
    telling, remembering = kind in kinds_with_role("telling"), kind in kinds_with_role("remembering")
    states = assessing or kind == "chief_complaint" or (deciding and first) or remembering
    if states and (statement := statement_span(text, first)):
        origin: Origin = "statement" if assessing or deciding else "reason" if kind == "chief_complaint" else "phrase"
        yield *statement, origin, 0.9 if deciding else 1.0
    if assessing and not first and (named := opening_condition(text)):
        yield *named, "statement", 0.9
    if assessing:
        for start, end in listed_spans(text):
            yield start, end, "statement", 1.0
    if kind == "untitled" and (subject := subject_span(text)):
        yield *subject, "assertion", 0.95
    if kind == "untitled" and first and (named := opening_span(text)):
        yield *named, "assertion", 0.95
    if assessing or deciding or telling or kind == "results":
        for start, end, weight, background in assertion_spans(text, kind):
            yield start, end, "background" if background else "assertion", weight
    if kind not in SILENT:
        for start, end in phrase_spans(text, books):
            if text[end - 2 : end] != "RA" or not _ROOM_AIR.fullmatch(text, max(0, start - 12), end):
                yield start, end, "phrase", 1.0


def _described(sentence: str, kind: str, start: int, end: int, origin: Origin, weight: float) -> Found:
    text = sentence[start:end]
    lead = len(text) - len(text.lstrip(" ,-"))
    start, text = start + lead, text[lead:].rstrip(" ,.-")
    return start, text, origin, weight, FIXED.get(kind)
