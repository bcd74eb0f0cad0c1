"""Highest specificity documented: a detail told in the story completes an unspecified code of the assessment (I.B.2, I.B.18).

Only within one category, and only from the books' own phrase: "back pain" of the assessment and "low back pain" of the story are M54.50.
"""

from __future__ import annotations

from ...case import Case, Finding
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-I.B.2", title="Highest specificity documented", sections=("I.B.2", "I.B.18"), order=18)
LEAST = 0.9
FAMILIES = (
    "M54",
    "J45",
    "N39",
    "K57",
    "M25",
    "L40",
    "G43",
    "I48",
    "E78",
    "F32",
    "F33",
    "S93",
    "S83",
    "S63",
    "S43",
    "K21",
    "K29",
    "N18",
    "D50",
    "H66",
    "J01",
    "C34",
    "C50",
    "C18",
    "C67",
    "C25",
    "C43",
    "C44",
    "D12",
    "M17",
    "M16",
    "M05",
    "I63",
    "E66",
    "N40",
    "G30",
    "L89",
    "F90",
    "H81",
    "F31",
    "D57",
)
"""Categories whose unspecified member is completed so; each holds one kind of condition, so that the detail cannot be another disease."""


def apply(case: Case) -> Changes:
    """Replace an unspecified code by the one code of its category that the rest of the record names."""
    for found in list(case.findings.values()):
        title = (case.title(found.code) or "").lower()
        if (
            found.code[:3] not in FAMILIES
            or "unspecified" not in title
            or any(one.code[:3] == found.code[:3] for one in case.findings.values() if one is not found)
        ):
            continue
        better = [one for one in case.pool.values() if _is_better(case, found, one)]
        if len(better) == 1:
            yield Proposal(
                code=better[0].code,
                evidence=(*found.evidence, *better[0].evidence),
                replaces=frozenset({found.code}),
                path=better[0].path,
                score=better[0].score,
            )


def _is_better(case: Case, found: Finding, other: Finding) -> bool:
    if other.code[:3] != found.code[:3] or other.code == found.code or other.score < LEAST:
        return False
    sides = {case.knowledge.tree.side(found.code), case.knowledge.tree.side(other.code)} - {None}
    return len(sides) < 2 and _exactness(case, other.code) > _exactness(case, found.code)


def _exactness(case: Case, code: str) -> int:
    title = (case.title(code) or "").lower()
    return len(code) - 4 * title.count("unspecified") - 2 * title.count("other")


EXAMPLES = (
    note("HPI\nHe has had low back pain for two weeks.\n\nASSESSMENT\n1. Back pain.", codes=("M54.50",), absent=("M54.9",)),
    note("HPI\nNo trauma.\n\nASSESSMENT\n1. Back pain.", codes=("M54.9",)),
)
