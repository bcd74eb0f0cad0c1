"""Finding the cue words of an element, as evidence, past negation and hypothesis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case
from ...context import reason_for
from ...text import evidence

UNCOUNTED = frozenset({"family_history", "social_history", "allergies", "ros"})


@cache
def pattern(element: str, name: str) -> re.Pattern[str]:
    """The compiled cue list ``[element] name`` of cues.toml."""
    return re.compile("(?<!\\w)(?:" + "|".join(f"(?:{one})" for one in cues(element, name)) + ")(?!\\w)", re.I)


def cues(element: str, name: str) -> list[str]:
    """The cue list as written."""
    return list(tables("claimwright.coding.services.visit")["cues"][element][name])


@lru_cache(maxsize=32768)
def _matches(element: str, name: str, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in pattern(element, name).finditer(text) if not _taken_back(text, *match.span()))


def _taken_back(text: str, start: int, end: int) -> bool:
    context = reason_for(text, start, end, inside=False)
    return context is not None and context[0] in {"negated", "family", "other-patient", "hypothetical", "historical"}


def spans(case: Case, element: str, name: str, kinds: frozenset[str] | None = None) -> Iterator[Evidence]:
    """Every counted place of the cue list; ``kinds`` narrows the sections."""
    for sentence in case.sentences:
        if sentence.section in UNCOUNTED or (kinds is not None and sentence.section not in kinds):
            continue
        for start, end in _matches(element, name, sentence.text):
            yield evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)
