"""Admitted from observation or after outpatient surgery: what the admission was for is principal (II.I, II.J)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, said

RULE = Guideline(
    id="icd10cm-guideline-II.I",
    title="Admission from observation or surgery",
    sections=(
        "II.I.1",
        "II.I.2",
        "II.J",
    ),
    order=81,
    settings=("inpatient",),
)
_ADMITTED = re.compile(
    r"admitted (?:to inpatient )?(?:from|after|following) (?:observation|outpatient surgery|same[- ]day surgery|"
    r"ambulatory surgery)(?: for| with| because of| due to)? ([^.;\n]{3,50})",
    re.I,
)


def apply(case: Case) -> Changes:
    """The condition that the sentence names as the reason, where it is reported."""
    for span in said(case, ("admitted",), _ADMITTED, REASON | {"course"}, asserted=False):
        for found in case.findings.values():
            if any(mark.document == span.document and span.start <= mark.start < span.end for mark in found.evidence):
                yield First(found.code)
                return


EXAMPLES = (
    note(
        "HPI\nAdmitted from observation for atrial fibrillation.\n\nDISCHARGE DIAGNOSES\n1. Hypertension.\n2. Atrial fibrillation.",
        codes=("I48.91", "I10"),
        first="I48.91",
        setting="inpatient",
    ),
    note(
        "HPI\nAdmitted from home.\n\nDISCHARGE DIAGNOSES\n1. Hypertension.\n2. Atrial fibrillation.",
        codes=("I48.91", "I10"),
        first="I10",
        setting="inpatient",
        absent=("R00.2",),
    ),
)
