"""Conditions that coexist and are treated are reported wherever the record names them with their treatment (IV.I, IV.J)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case
from ...text import evidence
from ...text.gate import Gate
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-IV.J", title="Coexisting conditions under treatment", sections=("IV.I", "IV.J", "III"), order=8)
WHERE = frozenset(
    {"hpi", "history", "problem_list", "untitled", "plan", "course", "chief_complaint", "medications", "other", "indication", "procedure"}
)
"""Where a record tells what a patient has besides."""
LEAST = 0.95
"""A condition in the very words of the books."""
OTHERWISE = ("C", "D0", "D1", "D2", "D3", "D4", "M6", "M7")
"""Neoplasms have rules of their own; complaints of soft tissue are over before they coexist."""
AHEAD, BEHIND = 45, 60
"""Characters before and behind the condition in which its treatment stands ("takes losartan for hypertension", "asthma, on albuterol")."""


@cache
def _drugs() -> tuple[str, str]:
    """Patterns of a drug by how its name ends, and of treatments by name."""
    book = tables("claimwright.coding.guidelines.outpatient")["treatments"]
    return rf"\w{{2,}}(?:{'|'.join(book['stems'])})", "|".join(book["names"])


@cache
def _gate() -> Gate[str]:
    return Gate((pattern, "drug") for pattern in _drugs())


@cache
def _drug() -> str:
    return rf"(?:{'|'.join(_drugs())})\b"


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"[^.;]{{0,{BEHIND}}}?(?<!\w){_drug()}", re.I)


@cache
def _within() -> re.Pattern[str]:
    """Treatment that the condition's own words tell ("OSA, CPAP 10")."""
    return re.compile(rf"(?<=[ ,/]){_drug()}", re.I)


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_drug()}[^.;,]{{0,25}}\b(?:for|to treat)(?: (?:his|her|their|the|chronic|known|a history of))*\s*$", re.I)


_NOT = re.compile(
    r"\b(?:stopp\w+|discontinu\w+|off|no longer|declin\w+|allerg\w+|intoleran\w+|never|without|previously|"
    r"in the past|not on|no meds|avoid\w*|consider\w*|if)\b",
    re.I,
)


def apply(case: Case) -> Changes:
    """Report each named condition beside whose words its treatment stands."""
    treated = {id(line) for line, _ in case.told(_gate())}
    if not treated:
        return
    for found in list(case.pool.values()):
        if found.code in case.findings or found.score < LEAST or found.code[0] in "ROPQSTVWXYZ" or found.code.startswith(OTHERWISE):
            continue
        told = [(span, words) for span in found.evidence if span.section in WHERE and (words := _treated(case, span, treated))]
        if told:
            spans = tuple(span for span, _ in told)
            yield Proposal(code=found.code, evidence=(*spans, *(words for _, words in told)), path=found.path, score=found.score)


def _treated(case: Case, span: Evidence, lines: set[int]) -> Evidence | None:
    """The words of its treatment; none where the sentence says that it was given up. ``lines``: the sentences with any, by identity."""
    line = case.sentence_at(span.document, span.start)
    if line is None or id(line) not in lines:
        return None
    place = _place(line.text, span.start - line.start, span.end - line.start)
    if place is None:
        return None
    begin, stop = place
    return evidence(line.document, line.start + begin, line.start + stop, line.text[begin:stop], line.section)


@lru_cache(maxsize=16384)
def _place(text: str, start: int, end: int) -> tuple[int, int] | None:
    match = _within().search(text, start, end) or _behind().match(text, end) or _ahead().search(text[:start], max(0, start - AHEAD))
    return None if match is None or _NOT.search(match[0]) else match.span()


EXAMPLES = (
    note(
        "HPI\nHere for left knee pain. Type 2 diabetes on metformin.\n\nASSESSMENT\n1. Osteoarthritis of the left knee.",
        codes=("M17.12", "E11.9", "Z79.84"),
    ),
    note(
        "HPI\nHere for left knee pain. She has had gout.\n\nASSESSMENT\n1. Osteoarthritis of the left knee.",
        codes=("M17.12",),
        absent=("M10.9",),
    ),
)
