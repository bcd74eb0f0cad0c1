"""Data reviewed and analysed: unique tests ordered or reviewed, outside notes, an independent historian; interpretation; discussion."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from claimwright.core import Evidence

from ...case import Case
from ...text import evidence
from ...text.gate import Gate
from ..service import Service
from .cues import UNCOUNTED, cues, pattern, spans
from .element import Element

SOURCES = frozenset({"assessment", "assessment_plan", "plan", "results", "course", "hpi", "untitled", "diagnosis", "exam", "other"})
READ_FOR_PAY = frozenset({"ecg", "imaging", "test", "pulmonary"})
"""Kinds of services whose reading is paid by itself; their tests are not counted again."""


def data(case: Case, done: Iterable[Service] = ()) -> Element:
    """Limited: two of category 1, or a historian; moderate: three, or an interpretation, or a discussion; extensive: two of the three.

    A test counts once, whether ordered or reviewed (CPT: ordering includes the later review), and not where its reading is billed.
    """
    paid = [span for one in done if one.kind in READ_FOR_PAY for span in one.evidence]
    tests = {number: kept for number, group in _tests(case).items() if (kept := [span for span in group if not _near(span, paid, 1)])}
    notes, historian, discussion = (list(spans(case, "data", name)) for name in ("notes", "historian", "discussion"))
    interpretation = [span for span in spans(case, "data", "interpretation") if not _near(span, paid, BESIDE)]
    first = len(tests) + min(len(notes), 1) + min(len(historian), 1)
    categories = (first >= 3) + bool(interpretation) + bool(discussion)
    words = tuple(span for group in tests.values() for span in group) + tuple(notes + historian + interpretation + discussion)
    if categories >= 2:
        return Element("extensive", words)
    if categories:
        return Element("moderate", words)
    return Element("limited" if first >= 2 or historian else "minimal", words)


def _near(span: Evidence, others: Iterable[Evidence], reach: int) -> bool:
    """Whether words stand within so many characters of those of a billed reading."""
    return any(span.document == one.document and span.start < one.end + reach and one.start < span.end + reach for one in others)


BESIDE = 40
"""Characters between a test and the word that says who read it."""


def tests_named(case: Case) -> int:
    """How many different tests were ordered or reviewed."""
    return len(_tests(case))


def _tests(case: Case) -> dict[int, list[Evidence]]:
    """Spans by number of the test in the cue list; unnamed "labs" count only where no test is named."""
    found: dict[int, list[Evidence]] = {}
    for sentence, _words in case.told(_each()):
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
