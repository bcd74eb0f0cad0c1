"""A symptom that a reported diagnosis routinely explains is not coded; one that nothing explains is (I.B.4, I.B.5, I.B.6)."""

from __future__ import annotations

from functools import cache

from claimwright.core.discovery import tables

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.B.5", title="Integral symptoms", sections=("I.B.4", "I.B.5", "I.B.6", "II.A"), order=72)


@cache
def _explanations() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    rows = tables("claimwright.coding.guidelines.general")["symptoms"]["explains"]
    return tuple((tuple(row["symptoms"]), tuple(row["diagnoses"])) for row in rows)


SCORES = ("R29.6", "R29.7", "R40.2", "R65", "R29.810", "R47.01", "R41.4", "R64", "K59.03")
"""Scales, severities, deficits and effects that stand beside their condition."""


def apply(case: Case) -> Changes:
    """Remove each symptom that a diagnosis of the same system explains."""
    for code in sorted(case.findings):
        if explained(code, [other for other in case.findings if other != code and _may_be_of(case, code, other)]):
            yield Removal(code, "integral-symptom")


def _may_be_of(case: Case, symptom: str, other: str) -> bool:
    """Whether a condition may explain a symptom: the arthritis of one knee explains no stiffness of the other."""
    sides = {case.knowledge.tree.side(symptom), case.knowledge.tree.side(other)}
    return not sides >= {"right", "left"}


def explained(code: str, others: list[str]) -> bool:
    """Whether one of the other codes explains the symptom; a symptom never explains another of its own group."""
    if code.startswith(SCORES):
        return False
    others = [other for other in others if not (other[0] in "ST" and other.endswith("S"))]  # a past injury's residual is coded (I.B.10)
    for symptoms, diagnoses in _explanations():
        if code.startswith(symptoms) and any(other.startswith(diagnoses) and not other.startswith(symptoms) for other in others):
            return True
    return False


EXAMPLES = (
    note("ASSESSMENT\n1. Pneumonia.\n2. Cough.", codes=("J18.9",), absent=("R05.9",)),
    note("ASSESSMENT\n1. Osteoarthritis of the left knee.\n2. Stiffness of the right knee.", codes=("M17.12", "M25.661")),
    note("ASSESSMENT\n1. Hypertension.\n2. Dysuria.", codes=("I10", "R30.0")),
)
