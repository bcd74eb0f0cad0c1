"""Stage 3: what the words around a mention make of it. Cues are data (cues.toml); a mention with a cue is suppressed with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from claimwright.core import Value
from claimwright.core.codes import SuppressionReason
from claimwright.core.discovery import tables

from ..text.gate import Gate
from ..words import keys

ORDER: tuple[SuppressionReason, ...] = (
    "family",
    "other-patient",
    "hypothetical",
    "rule-out",
    "negated",
    "resolved",
    "uncertain",
    "historical",
)
"""The first reason that applies is the one reported: whose it is comes before whether it is."""
_RANK = {reason: place for place, reason in enumerate(ORDER)}
REACH = 90
"""Characters a cue reaches over, about fourteen words."""
_MARK = re.compile(r"(?<!\?)(?:(?<=\w)\?(?!\w)|(?<!\w)\? ?(?=[A-Za-z]))")
"""A question mark behind words ("TIA 2014?"), or right before them ("?TIA")."""
ADJACENT = 12
"""What a hypothetical cue behind the mention reaches over ("stroke risk", "influenza vaccine")."""
_CLAUSE = re.compile(r"[;:]|\. |->|→")


class Cue(Value, frozen=True):
    """A cue found in a sentence, in the sentence's own characters."""

    reason: SuppressionReason
    start: int
    end: int
    before: bool

    def is_year(self, sentence: str) -> bool:
        """Whether it is nothing but a year ("2014", "in 2014")."""
        return sentence[self.end - 4 : self.end].isdigit() and self.end - self.start <= len("in 2014")


@cache
def _gates() -> tuple[tuple[bool, Gate[SuppressionReason]], ...]:
    """The cues that stand before the mention, and those behind it; each stands for its reason."""
    book = tables("claimwright.coding.context")["cues"]

    def rows(side: str) -> Iterator[tuple[str, SuppressionReason]]:
        return ((pattern, reason) for reason in ORDER for pattern in book[reason][side])

    return (True, Gate(rows("before"), r"(?<![\w/])")), (False, Gate(rows("after"), behind=""))


@cache
def _pseudo() -> Gate[None]:
    return Gate((pattern, None) for pattern in tables("claimwright.coding.context")["cues"]["pseudo"])


@cache
def _others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    book = tables("claimwright.coding.context")["cues"]
    return (
        re.compile(r"(?<!\w)(?:" + "|".join(book["ends"]) + r")(?!\w)", re.I),
        re.compile(r"(?<!\w)(?:" + "|".join(book["pseudo"]) + r")(?!\w)", re.I),
    )


@lru_cache(maxsize=16384)
def cues(sentence: str) -> tuple[Cue, ...]:
    """Every cue of a sentence; what only looks like one is left out."""
    _, pseudo = _others()
    masked = pseudo.sub(lambda match: "~" * len(match[0]), sentence) if _pseudo().spans(sentence) else sentence
    found = [Cue(reason, start, end, before) for before, gate in _gates() for start, end, reason in gate.spans(masked)]
    if "?" in masked:
        found += [Cue("uncertain", *mark.span(), _ahead(masked, mark.end())) for mark in _MARK.finditer(masked)]
    return tuple(sorted(found, key=lambda cue: (_RANK[cue.reason], not cue.before, cue.start, -cue.end)))


def _ahead(text: str, end: int) -> bool:
    """Whether a question mark stands before the words that it doubts."""
    return text[end : end + 1].isalpha()


def reason_for(
    sentence: str, start: int, end: int, inside: bool = True, named: frozenset[str] = frozenset()
) -> tuple[SuppressionReason, Cue] | None:
    """Why the words at ``start:end`` of the sentence are not a present fact about the patient, None when they are.

    ``inside``: whether cues among the words themselves count ("possible pneumonia" as a whole), or only those around them.
    ``named``: words of the condition's own name, of which none is a cue ("borderline personality disorder").
    """
    for cue in cues(sentence):
        if cue.start < end and cue.end > start and (not inside or (named and _is_named(sentence, cue, named))):
            continue
        if _reaches(sentence, cue, start, end):
            return cue.reason, cue
    return None


def is_negated(sentence: str, start: int, end: int) -> bool:
    """Whether words deny what stands there, whosever it is ("no family history of colon cancer")."""
    return any(cue.reason == "negated" and _reaches(sentence, cue, start, end) for cue in cues(sentence))


def _is_named(sentence: str, cue: Cue, named: frozenset[str]) -> bool:
    words = keys(sentence[cue.start : cue.end])
    return cue.reason in NAMING and (cue.before or cue.reason == "hypothetical") and bool(words) and named.issuperset(words)


NAMING = frozenset({"uncertain", "hypothetical", "historical"})
"""Reasons whose cues are also parts of names: "borderline personality disorder", "impaired awareness", "post-concussion syndrome"."""


def _reaches(sentence: str, cue: Cue, start: int, end: int) -> bool:
    if cue.before:
        ahead = cue.start < end and cue.start <= start + (end - start) // 2
        if ahead and _DONE.fullmatch(sentence, cue.start, cue.end) and "," in sentence[cue.end : start]:
            return False  # "s/p lumpectomy, on letrozole"
        if ahead and _DONE.fullmatch(sentence, cue.start, cue.end) and _MENDED.search(sentence, cue.end, end):
            return False  # "6 weeks s/p ORIF right ankle fracture": the fracture heals
        if ahead and cue.reason == "negated" and "," in sentence[cue.end : start] and _OWN.match(sentence, end):
            return False  # "no soiling, functional constipation: polyethylene glycol"
        return ahead and max(start, cue.end) - cue.end <= REACH and not _blocked(sentence, cue.end, start)
    behind = cue.end > start and cue.start >= start + 1
    if behind and cue.reason == "hypothetical" and " - " in sentence[end : cue.start]:
        return False  # "nicotine dependence - biggest risk for her eyes"
    if behind and cue.reason in PAST and _ANOTHER.search(sentence, end, cue.start):
        return False  # "multiple sclerosis since 2019, left optic neuritis then, fully recovered"
    return (
        behind
        and cue.start - end <= _reach_back(sentence, cue)
        and not _blocked(sentence, end + len(sentence[end:]) - len(sentence[end:].lstrip(" :")), cue.start)
    )


_MENDED = re.compile(r"\b(?:ORIF|CRPP|(?:open|closed) reduction|percutaneous pinning|(?:internal|external) fixation|IM nail\w*)\b", re.I)
PAST = frozenset({"resolved", "historical"})
_ANOTHER = re.compile(r",\s*(?:\w+[ -]+){1,6}\w+,\s*(?:\w+ )?$|,[^,]*\b(?:stopped|quit|started)\b", re.I)
"""Another condition between a condition and a word of the past."""
_OWN = re.compile(r"[ \w%]{0,20}: (?!no|neg|den|none|absent)[a-z]")
"""What stands behind a condition that a "no" further ahead does not mean: its treatment."""
_DONE = re.compile(r"s/p|status[- ]post", re.I)


def _reach_back(sentence: str, cue: Cue) -> int:
    """Characters that a cue behind the mention reaches over."""
    return ADJACENT if cue.reason == "hypothetical" else 3 if cue.end - cue.start == len("2014") else REACH // 2


def _blocked(sentence: str, left: int, right: int) -> bool:
    """Whether a clause ends between cue and mention."""
    if right <= left:
        return False
    between = sentence[left:right]
    return bool(_others()[0].search(between) or _CLAUSE.search(between))
