"""Whether words say that something was done here and now, and where a record tells of what was done."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimwright.core.discovery import tables

from ..case import Case
from ..context import reason_for
from ..text import Sentence

NEVER = frozenset(
    {
        "family_history",
        "social_history",
        "history",
        "surgical_history",
        "medications",
        "allergies",
        "ros",
        "chief_complaint",
        "instructions",
        "preoperative",
        "problem_list",
        "indication",
    }
)
"""Sections that tell what was or will be done elsewhere or at another time."""
TAKEN_BACK = frozenset({"negated", "hypothetical", "family", "other-patient", "historical"})
"""Contexts before the words that say it was not done here; an open bracket ends what they reach."""
SWALLOWING = frozenset({"medications", "allergies", "family_history", "social_history", "chief_complaint"})
"""Sections of one paragraph; lines behind it belong to the note again."""
OWN = frozenset({"procedure"})
"""A section about what was done: its first mention needs no further word."""
_LABEL = re.compile(
    r"(?:in[- ]?office )?(?:procedures?|proc|operations?|op|surgery|injections?|infusion)(?: (?:performed|done|"
    r"note))?(?: \d[\d/.-]*)?(?: \(\w+\))?\s*:",
    re.I,
)
_OTHER_LABEL = re.compile(r"[A-Z][A-Za-z /&-]{1,30}:")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tables("claimwright.coding.services")["done"]
    return tuple(re.compile(r"(?<!\w)(?:" + "|".join(table[name]) + r")(?!\w)", re.I) for name in ("done", "not_done"))  # type: ignore[return-value]


@lru_cache(maxsize=16384)
def was_done(text: str, start: int, end: int, own: bool) -> bool:
    """Whether a sentence says that the service at ``start:end`` was done here and now; ``own``: its section tells of what was done.

    What takes it back counts in its own clause; words behind it ("x-ray: no fracture", "strep: negative") are its result.
    """
    done, not_done = _cues()
    if taken_back(text, start, end):
        return False
    first, after = clause(text, start, end)
    if not_done.search(text, first, after):
        return False
    return own or done.search(text, first, after) is not None


def taken_back(text: str, start: int, end: int) -> bool:
    """Whether words before these say that it was not done; why a device was put in ("primary prevention ICD") does not."""
    context = reason_for(text, start, end, inside=False)
    if context is None or not context[1].before or context[0] not in TAKEN_BACK:
        return False
    return "(" not in text[context[1].end : start] and not text[: context[1].end].lower().endswith("prevention")


@lru_cache(maxsize=16384)
def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence between semicolons and arrows that holds these words."""
    first = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    after = _CLAUSE.search(text, end)
    return first, after.start() if after else len(text)


_CLAUSE = re.compile(r"; | -> | → |\. |, (?:but|then) ")


def planned(text: str, start: int, end: int) -> bool:
    """Whether the clause around the words says that it is to be done, or was done elsewhere."""
    return _cues()[1].search(text, *clause(text, start, end)) is not None


def elsewhere(case: Case) -> frozenset[int]:
    """The sentences, by identity, in sections that tell of another time or place."""
    found: set[int] = set()
    for document, section in case.sections:
        if section.kind in NEVER:
            end = _paragraph(document.text, section.start, section.end) if section.kind in SWALLOWING else section.end
            found.update(id(one) for one in case.by_section[section] if one.start < end)
    return frozenset(found)


def _paragraph(text: str, start: int, end: int) -> int:
    """The end of the line that a heading opens; where that is empty, of the lines up to a blank one."""
    line = text.find("\n", start, end)
    if line < 0:
        return end
    blank = text.find("\n\n", start, end)
    return line if text[start:line].strip() else (blank if blank >= 0 else end)


def own_sentences(case: Case) -> frozenset[int]:
    """The sentences, by identity, that stand under a heading or behind a label for what was done."""
    found = set()
    for _document, section in case.sections:
        labelled = section.kind in OWN
        for sentence in case.by_section[section]:
            if sentence.first and _LABEL.match(sentence.text):
                labelled = True
            elif sentence.first and _OTHER_LABEL.match(sentence.text):
                labelled = False
            if labelled:
                found.add(id(sentence))
    return frozenset(found)


def around(group: list[Sentence], place: int, reach: int) -> list[Sentence]:
    """The sentence at a place of its section with so many before and behind it, within its own item of a list."""
    first = next((at for at in range(place, max(place - reach, 0) - 1, -1) if group[at].bullet and group[at].first), max(place - reach, 0))
    behind = range(place + 1, min(place + reach + 1, len(group)))
    after = next((at for at in behind if group[at].bullet and group[at].first), place + reach + 1)
    return group[first:after]
