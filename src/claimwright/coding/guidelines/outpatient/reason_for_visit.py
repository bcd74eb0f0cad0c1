"""First-listed is what the visit was chiefly for: where no problem list ranks them, what answers the chief complaint (IV.G)."""

from __future__ import annotations

from ...case import STATED, Case, Finding
from ...ordering import in_order
from ..general.integral_symptoms import explained
from ..model import Changes, First, Guideline, note
from .first_listed import NEVER_FIRST

RULE = Guideline(
    id="icd10cm-guideline-IV.G-reason",
    title="Reason for the visit",
    sections=(
        "IV.A",
        "IV.G",
    ),
    order=89,
    settings=("outpatient",),
)
COMPLAINT = frozenset({"chief_complaint"})


def apply(case: Case) -> Changes:
    """The first condition that the complaint names or explains it, where the leading code does neither and no list of problems ranks it."""
    if case.first or len(case.findings) < 2:
        return
    reasons = {code for code, found in case.pool.items() if any(span.section in COMPLAINT for span in found.evidence)}
    ordered = in_order(case)
    if not reasons or ordered[0].level == STATED or _answers(ordered[0], reasons):
        return
    answer = next((one for one in ordered[1:] if _answers(one, reasons) and not NEVER_FIRST.match(one.code)), None)
    if answer:
        yield First(answer.code)


def _answers(found: Finding, reasons: set[str]) -> bool:
    """Whether the complaint names the condition, another of its category, or a symptom that it explains."""
    return any(reason[:3] == found.code[:3] or explained(reason, [found.code]) for reason in reasons)


EXAMPLES = (
    note(
        "CHIEF COMPLAINT\nLeft knee pain.\n\nHPI\nHe has hypertension. He was diagnosed with osteoarthritis of the left knee.",
        codes=("M17.12", "I10"),
        first="M17.12",
    ),
    note(
        "CHIEF COMPLAINT\nLeft knee pain.\n\nASSESSMENT\n1. Hypertension.\n2. Osteoarthritis of the left knee.",
        codes=("M17.12", "I10"),
        first="I10",
        absent=("M25.562",),
    ),
)
