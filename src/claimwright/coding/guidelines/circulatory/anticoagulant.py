"""Long-term anticoagulant of a patient with atrial fibrillation, a clot or its history: Z79.01 (I.C.21.c.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-anticoagulant", title="Long-term anticoagulant", sections=("I.C.21.c.3",), order=51)
_DRUG = re.compile(r"(?<!\w)(?:eliquis|apixaban|xarelto|rivaroxaban|warfarin|coumadin|pradaxa|dabigatran)(?!\w)", re.I)
_CHANGED = re.compile(r"\b(?:start(?:ed|ing)?|initiat\w+|consider\w*|stopp?\w*|discontinu\w+|declin\w+|allerg\w+|held|hold)\b", re.I)
CONDITIONS = ("I48", "I82", "I26", "Z86.71", "D68", "I27.82", "Z95.2")
KINDS = frozenset({"medications", "assessment", "assessment_plan", "plan", "hpi", "untitled"})


def apply(case: Case) -> Changes:
    """Z79.01 beside a condition that the drug is for."""
    if case.codes(*CONDITIONS):
        lines = {(one.document, one.start, one.end): one.text for one in case.sentences}
        spans = tuple(
            span
            for span in case.find(_DRUG, KINDS)
            if not any(_CHANGED.search(text) for (d, a, b), text in lines.items() if d == span.document and a <= span.start < b)
        )
        if spans:
            yield Proposal(code="Z79.01", evidence=spans, path=("Long-term (current) drug therapy", "anticoagulant"), score=0.85)


EXAMPLES = (
    note("MEDICATIONS\nEliquis 5 mg twice daily.\n\nASSESSMENT\n1. Atrial fibrillation.", codes=("I48.91", "Z79.01")),
    note("ASSESSMENT\n1. Atrial fibrillation. Start Eliquis today.", codes=("I48.91",), absent=("Z79.01",)),
)
