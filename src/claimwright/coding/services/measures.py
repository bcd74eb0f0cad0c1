"""What a record measures of a service: lengths, weights, minutes, numbers, levels of the spine; with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from claimwright.core import Evidence

from ..text import Sentence, evidence
from .numbers import NUMBER, before, sizes, value

Measured = tuple[float, Evidence] | None
_AREA = re.compile(r"(\d+(?:\.\d+)?) ?(?:sq(?:uare)?\.? ?cm|cm ?2|cm²)", re.I)
_SPOTS = (
    r"lesions?|spots?|warts?|patches|areas|sites|keratos[ei]s|AKs?|callus(?:es)?|corns?|tags?|papules?|nevi|moles?|"
    r"allergens?|extracts?|antigens?|(?:punch|shave|tangential) biops\w+"
)
_TIMES = re.compile(rf"(?:\bx ?|× ?)(\d{{1,2}})\b|\b({NUMBER}) (?:of them|{_SPOTS}|in (?:all|total))\b", re.I)
_LEVEL = re.compile(r"\b([CTLS])(\d{1,2})(?: ?(?:[-/–]|to) ?([CTLS]?)(\d{1,2}))?\b")


def measured(name: str, row: Any, sentences: list[Sentence], first: Sentence) -> Measured:
    """The measure of a row in its sentences, with its words; None where nobody states it. ``first``: the sentence naming the service."""
    return _KINDS[name](row, sentences, first)


def _span(sentence: Sentence, start: int, end: int) -> Evidence:
    return evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)


def _largest(found: Iterable[tuple[float, Evidence]]) -> Measured:
    return max(found, key=lambda one: one[0], default=None)


def _near(row: Any, sentences: list[Sentence]) -> list[Sentence]:
    near = re.compile(rf"\b(?:{row.facts.get('near', '')})", re.I)
    return [one for one in sentences if near.search(one.text)]


def _cm(row: Any, sentences: list[Sentence], first: Sentence) -> Measured:
    return _largest((size, _span(one, start, end)) for one in _near(row, sentences) for size, start, end in sizes(one.text))


def _grams(row: Any, sentences: list[Sentence], first: Sentence) -> Measured:
    return _largest(
        (grams, _span(one, start, end)) for one in _near(row, sentences) for grams, start, end in before(one.text, "g|grams?|gm")
    )


def _minutes(row: Any, sentences: list[Sentence], first: Sentence) -> Measured:
    """In the sentence itself, else in the one behind it."""
    behind = [one for one in sentences if one.start > first.start and one.document == first.document][:1]
    for one in (first, *behind):
        if found := [(minutes, _span(one, start, end)) for minutes, start, end in before(one.text, "minutes?|mins?")]:
            return found[0]
    return None


def _sqcm(row: Any, sentences: list[Sentence], first: Sentence) -> Measured:
    return _largest((float(match[1]), _span(one, *match.span())) for one in sentences for match in _AREA.finditer(one.text))


def _count(row: Any, sentences: list[Sentence], first: Sentence) -> Measured:
    """The largest number of spots told in the sentence."""
    return _largest((float(match[1] or value(match[2])), _span(first, *match.span())) for match in _TIMES.finditer(first.text))


def _nails(row: Any, sentences: list[Sentence], first: Sentence) -> Measured:
    found = [(count, _span(first, start, end)) for count, start, end in before(first.text, r"(?:\w+ ){0,3}?(?:toe)?nails?")]
    if not found and (match := re.search(r"\b(?:all|1-10|1 ?(?:through|to) ?10)\b|\bx ?(\d{1,2})\b", first.text, re.I)):
        found = [(float(match[1] or 10), _span(first, *match.span()))]
    return _largest(found)


def levels(sentences: Iterable[Sentence]) -> Measured:
    """The number of spaces between vertebrae that the sentences name, each once."""
    spaces: dict[tuple[str, int], Evidence] = {}
    for one in sentences:
        for match in _LEVEL.finditer(one.text):
            if match[4] is None:
                continue
            low, high = int(match[2]), int(match[4]) if (match[3] or match[1]) == match[1] else int(match[2]) + 1
            for place in range(low, max(high, low + 1)):
                spaces.setdefault((match[1], place), _span(one, *match.span()))
    return (float(len(spaces)), next(iter(spaces.values()))) if spaces else None


_KINDS: dict[str, Callable[[Any, list[Sentence], Sentence], Measured]] = {
    "cm": _cm, "grams": _grams, "minutes": _minutes, "sqcm": _sqcm, "count": _count, "nails": _nails,
}  # fmt: skip
