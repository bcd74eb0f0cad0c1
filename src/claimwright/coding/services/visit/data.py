"""Data reviewed and analysed: unique tests ordered or reviewed, outside notes, an independent historian; interpretation; discussion."""

from __future__ import annotations

from functools import cache, lru_cache

from claimwright.core import Evidence

from ...case import Case
from ...text import evidence
from ...text.gate import Gate
from .cues import UNCOUNTED, cues, pattern, spans
from .element import Element

SOURCES = frozenset({"assessment", "assessment_plan", "plan", "results", "course", "hpi", "untitled", "diagnosis"})


def data(case: Case) -> Element:
    """Limited: two of category 1, or a historian; moderate: three, or an interpretation, or a discussion; extensive: two of the three.

    A test counts once, whether ordered or reviewed (CPT: ordering includes the later review).
    """
    tests = _tests(case)
    notes = list(spans(case, "data", "notes"))
    historian = list(spans(case, "data", "historian"))
    interpretation = list(spans(case, "data", "interpretation"))
    discussion = list(spans(case, "data", "discussion"))
    first = len(tests) + min(len(notes), 1) + min(len(historian), 1)
    categories = (first >= 3) + bool(interpretation) + bool(discussion)
    words = tuple(span for group in tests.values() for span in group) + tuple(notes + historian + interpretation + discussion)
    if categories >= 2:
        return Element("extensive", words)
    if categories:
        return Element("moderate", words)
    if first >= 2 or historian:
        return Element("limited", words)
    return Element("minimal", words)


def _tests(case: Case) -> dict[int, list[Evidence]]:
    """Spans by number of the test in the cue list; unnamed "labs" count only where no test is named."""
    found: dict[int, list[Evidence]] = {}
    for sentence in case.sentences:
        if sentence.section in UNCOUNTED or sentence.section not in SOURCES:
            continue
        for number, start, end in _in_text(sentence.text, sentence.section == "results"):
            span = evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)
            found.setdefault(number, []).append(span)
    unnamed = len(cues("data", "tests")) - 1
    if len(found) > 1:
        found.pop(unnamed, None)
    return found


@cache
def _each() -> Gate[int]:
    """The tests; each stands for its number in the cue list."""
    return Gate(((test, number) for number, test in enumerate(cues("data", "tests"))), one_by_one=False)


@lru_cache(maxsize=16384)
def _in_text(text: str, is_result: bool) -> tuple[tuple[int, int, int], ...]:
    found = sorted((number, start, end) for start, end, number in _each().spans(text))
    return tuple(found) if found and (is_result or pattern("data", "acts").search(text)) else ()
