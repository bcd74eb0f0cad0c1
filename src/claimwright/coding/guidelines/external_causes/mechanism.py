"""External causes of an injury from the mechanism, activity, place and status that the story tells (I.C.20).

Reporting them is voluntary unless a payer or state asks (I.C.20); ``CodingRequest.external_causes`` turns it off. Activity,
place and status are reported once, at the initial encounter for treatment (I.C.20.b, I.C.20.c, I.C.20.k).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case, Finding
from ...context import reason_for
from ...text import evidence
from ...text.gate import Gate
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(
    id="icd10cm-guideline-I.C.20",
    title="External causes",
    sections=("I.C.20.a", "I.C.20.b", "I.C.20.c", "I.C.20.f", "I.C.20.k"),
    order=80,
    adds=True,
)
STORY = frozenset(
    {"chief_complaint", "hpi", "untitled", "assessment", "assessment_plan", "course", "indication", "diagnosis", "discharge_diagnosis"}
)
NO_CAUSE = (
    *("T80", "T81", "T82", "T83", "T84", "T85", "T86", "T87", "T88"),
    *("T36", "T37", "T38", "T39", "T4", "T50", "T51", "T52", "T53", "T54", "T55", "T56", "T57", "T58", "T59", "T60", "T61"),
    *("T62", "T63", "T64", "T65", "T78"),
)
"""Codes that tell their cause themselves: complications, poisonings and adverse effects (I.C.20.a.1)."""


@cache
def _rows(kind: str) -> tuple[dict[str, str], ...]:
    return tuple(tables("claimwright.coding.guidelines.external_causes")["causes"][kind])


@cache
def _gate(kind: str) -> Gate[int]:
    """The words of every row; each stands for the row's place in the table."""
    return Gate((row["words"], place) for place, row in enumerate(_rows(kind)))


def apply(case: Case) -> Changes:
    """Propose the cause, and at the initial encounter activity, place and status, where there is an injury; of a poisoning the place."""
    if not case.external_causes:
        return
    injury = next((found for found in case.codes("S", "T") if not found.code.startswith(NO_CAUSE)), None)
    if injury is None:
        if poisoned := next((found for found in case.codes("T3", "T4", "T5", "T6", "T78.0") if POISONED.match(found.code)), None):
            yield from _place(case, poisoned)
        return
    seventh = injury.code[-1] if len(injury.code) == 8 else "A"
    cause = _first(case, "cause")
    if cause:
        yield _proposal(case, _with_seventh(cause[0], "A" if seventh in "ABC" else "S" if seventh == "S" else "D"), cause[1], injury)
    if seventh in "ABC":
        for kind in ("activity", "status"):
            found = _first(case, kind) if cause or kind == "activity" else None
            if found:
                yield _proposal(case, found[0], found[1], injury)
        if cause:
            yield from _place(case, injury)


POISONED = re.compile(r"T(?:3[6-9]|[45]\d|6[0-5])\...[1-4]A|T78\.0")


def _place(case: Case, injury: Finding) -> Iterator[Proposal]:
    """Where it happened; in a home, what kind of home that is as far as the record tells."""
    found = _first(case, "place")
    if found is None:
        return
    code, spans = found
    home = _first(case, "residence") if code.startswith("Y92.0") else None
    if home:
        rooms = next(row["rooms"] for row in _rows("residence") if row["code"] == home[0])
        code, spans = home[0] + rooms[int(code[-1])], (*spans, *home[1])
    yield _proposal(case, code, spans, injury)


def _first(case: Case, kind: str) -> tuple[str, tuple[Evidence, ...]] | None:
    """The first row of the table whose words the story has, with every place."""
    found: dict[int, list[Evidence]] = {}
    for sentence in case.sentences:
        if sentence.section in STORY:
            for row, start, end in _in_text(kind, sentence.text):
                span = evidence(sentence.document, sentence.start + start, sentence.start + end, sentence.text[start:end], sentence.section)
                found.setdefault(row, []).append(span)
    return (_rows(kind)[min(found)]["code"], tuple(found[min(found)])) if found else None


@lru_cache(maxsize=16384)
def _in_text(kind: str, text: str) -> tuple[tuple[int, int, int], ...]:
    spans = sorted((row, start, end) for start, end, row in _gate(kind).spans(text))
    return tuple(
        span
        for span in spans
        if reason_for(text, span[1], span[2], inside=False) is None and not _LONG_AGO.search(text, max(0, span[1] - 12), span[1])
    )


_LONG_AGO = re.compile(r"(?:after|in|since) (?:an? )?(?:19|20)\d\d\W*$|\b(?:19|20)\d\d\W*$")
"""A year right before the words: they tell of another time."""


def _with_seventh(stem: str, seventh: str) -> str:
    if stem in WITHOUT_SEVENTH:
        return stem
    bare = stem.replace(".", "").ljust(6, "X") + seventh
    return f"{bare[:3]}.{bare[3:]}"


def _proposal(case: Case, code: str, spans: tuple[Evidence, ...], injury: Finding) -> Proposal:
    return Proposal(code=code, evidence=spans, path=("mechanism", spans[0].text), role="external-cause", score=0.8)


WITHOUT_SEVENTH = frozenset({"Y09"})


EXAMPLES = (
    note(
        "HPI\nShe fell from a ladder yesterday while at work.\n\nASSESSMENT\n1. Left wrist sprain.", codes=("S63.502A", "W11.XXXA", "Y99.0")
    ),
    note(
        "HPI\nShe slipped in the bathroom of her apartment and fell.\n\nASSESSMENT\n1. Contusion of left hip.",
        codes=("S70.02XA", "W01.0XXA", "Y92.031"),
    ),
    note("HPI\nHe has had a dry cough for a week.\n\nASSESSMENT\n1. Acute bronchitis.", codes=("J20.9",), absent=("W19.XXXA",)),
    note(
        "HPI\nHe twisted his right knee playing basketball.\n\nASSESSMENT\n1. Right knee sprain.", codes=("S83.91XA", "X50.1XXA", "Y93.67")
    ),
)
