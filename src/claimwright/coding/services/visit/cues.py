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
from ...text.gate import Gate
from ...text.openings import branches

UNCOUNTED = frozenset({"family_history", "social_history", "allergies", "ros"})


@cache
def pattern(element: str, name: str) -> re.Pattern[str]:
    """The compiled cue list ``[element] name`` of cues.toml."""
    return re.compile("(?<!\\w)(?:" + "|".join(f"(?:{one})" for one in cues(element, name)) + ")(?!\\w)", re.I)


def cues(element: str, name: str) -> list[str]:
    """The cue list as written."""
    return list(tables("claimwright.coding.services.visit")["cues"][element][name])


Lists = dict[tuple[str, str], tuple[tuple[int, int], ...]]


READ_THROUGHOUT = {
    "problems": (
        *("endangered", "systemic", "threat", "severe", "unstable", "intensified", "uncertain", "complicated", "uncertain_symptom"),
        *("chronic", "minor", "not_addressed"),
    ),
    "data": ("notes", "historian", "interpretation", "discussion"),
    "risk": ("high", "moderate", "low"),
    "absent": ("unrelated", "surgery_now"),
}
"""The lists that :func:`places` looks for, by element."""


@cache
def _gate() -> Gate[tuple[str, str, int]]:
    """These lists at once; each alternative stands for its element, its list and its place in it."""
    lists = [(element, name) for element, names in READ_THROUGHOUT.items() for name in names]
    ways = ((element, name, branches("|".join(cues(element, name)))) for element, name in lists)
    return Gate((way, (element, name, place)) for element, name, each in ways for place, way in enumerate(each))


@lru_cache(maxsize=16384)
def _matches(text: str) -> Lists:
    """By list where its cues stand, from left to right; of those that begin together the first in the list."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for start, (element, name, _place), end in sorted((start, tag, end) for start, end, tag in _gate().spans(text)):
        row = found.setdefault((element, name), [])
        if not row or start >= row[-1][1]:
            row.append((start, end))
    return {which: tuple(row) for which, row in found.items()}


@lru_cache(maxsize=16384)
def _taken_back(text: str, start: int, end: int) -> bool:
    context = reason_for(text, start, end, inside=False)
    if context is not None and text[context[1].start : context[1].end].lower().startswith("goal"):
        return False  # "above goal, raised to 10 mg" hopes for nothing
    return context is not None and context[0] in {"negated", "family", "other-patient", "hypothetical", "historical"}


def places(element: str, name: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where cues of one of the lists of ``READ_THROUGHOUT`` stand in a sentence, from left to right."""
    return _matches(text).get((element, name), ())


def spans(case: Case, element: str, name: str, kinds: frozenset[str] | None = None) -> Iterator[Evidence]:
    """Every counted place of the cue list, one of ``READ_THROUGHOUT``; ``kinds`` narrows the sections."""
    if name not in READ_THROUGHOUT[element]:
        raise KeyError(name)
    for sentence, _words in case.told(_gate()):
        if sentence.section in UNCOUNTED or (kinds is not None and sentence.section not in kinds):
            continue
        for start, end in places(element, name, sentence.text):
            if _taken_back(sentence.text, start, end):
                continue
            yield evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)
