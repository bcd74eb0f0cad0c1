"""The words of the specialty packs that are switched on: their codes in place of what the same words mean elsewhere (I.A.19, I.B.18)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence

from ...case import Case
from ...context import reason_for
from ...packs import pack
from ...verify import phase_of
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-specialty-words", title="Words of a specialty", sections=("I.B.18",), order=14)
KINDS = frozenset({"assessment", "assessment_plan", "diagnosis", "discharge_diagnosis", "plan", "course", "hpi", "untitled", "indication"})
"""Sections whose words are statements of what the patient has now."""


def apply(case: Case) -> Changes:
    """The code of each term that is said of the patient, with its side and phase."""
    for name in case.packs:
        for term in pack(name).term:
            found: dict[str, list[Evidence]] = {}
            for span, text in _said(case, term.pattern):
                if leaf := case.leaf(term.code, text, side_of(text), phase_of(text)):
                    found.setdefault(leaf.code, []).append(span)
            for code, spans in found.items():
                yield Proposal(code=code, evidence=tuple(spans), replaces=_same_words(case, spans), path=(pack(name).title, spans[0].text))


def _said(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Evidence, str]]:
    """Places that nothing takes back, with their sentence: words before reach over commas, words behind do not ("VUR, no fever")."""
    for span in case.find(pattern, KINDS, asserted=False):
        one = case.sentence_at(span.document, span.start)
        if one is None:
            continue
        start, end = span.start - one.start, span.end - one.start
        comma = one.text.find(",", end)
        if reason_for(one.text[: comma if comma >= 0 else None], start, end, inside=False) is None:
            yield span, one.text


def _same_words(case: Case, spans: list[Evidence]) -> frozenset[str]:
    """Codes that rest on nothing but these words."""
    return frozenset(
        code for code, found in case.findings.items() if all(any(_overlap(span, one) for one in spans) for span in found.evidence)
    )


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


EXAMPLES = (
    note("ASSESSMENT\n1. MR, moderate.", codes=("I34.0",), packs=("cardiology",)),
    note("ASSESSMENT\n1. OCD of the right knee.", codes=("M93.261",), absent=("F42.9",), packs=("orthopedics",)),
    note("ASSESSMENT\n1. OCD.", absent=("M93.20",)),
)
