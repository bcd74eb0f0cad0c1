"""Highest specificity documented: a detail told in the story completes an unspecified code of the assessment (I.B.2, I.B.18).

Only within one category, and only from the books' own phrase: "back pain" of the assessment and "low back pain" of the story are M54.50.
"""

from __future__ import annotations

from ...case import Case, Finding
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-I.B.2", title="Highest specificity documented", sections=("I.B.2", "I.B.18"), order=18)
LEAST = 0.9
FAMILIES = frozenset(
    (
        *("C18", "C25", "C34", "C43", "C44", "C50", "C67", "D12", "D50", "D57", "E05", "E27", "E66", "E78", "F10", "F11"),
        *("F20", "F25", "F31", "F32", "F33", "F90", "G20", "G30", "G35", "G40", "G43", "H66", "H81", "I21", "I26", "I34"),
        *("I35", "I42", "I48", "I50", "I60", "I61", "I63", "I71", "I82", "J01", "J45", "J96", "K21", "K29", "K35", "K50"),
        *("K51", "K57", "K70", "K80", "K85", "L40", "L89", "M05", "M06", "M10", "M16", "M17", "M25", "M54", "M86", "N13"),
        *("N17", "N18", "N20", "N30", "N39", "N40", "R13", "S22", "S32", "S42", "S43", "S52", "S62", "S63", "S72", "S82"),
        *("S83", "S93"),
    )
)
"""Categories whose unspecified member is completed so; each holds one kind of condition, so that the detail cannot be another disease."""


def apply(case: Case) -> Changes:
    """Replace an unspecified code by the one code of its category that the rest of the record names."""
    for found in list(case.findings.values()):
        if (
            found.code[:3] not in FAMILIES
            or "unspecified" not in (case.title(found.code) or "").lower()
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
