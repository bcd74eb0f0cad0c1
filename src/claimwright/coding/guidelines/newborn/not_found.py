"""A newborn observed for a condition that is then not found: Z05, not the condition, not its signs' cause (I.C.16.b)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, STORY, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.16.b",
    title="Suspected condition of a newborn not found",
    sections=(
        "I.C.16.b",
        "I.C.21.c.6",
    ),
    order=63,
)
SUSPECTED = (
    (
        re.compile(
            r"(?:sepsis|infect\w+)[^.\n]{0,40}(?:ruled out|not found|negative)|rule[- ]out sepsis[^.\n]{0,40}negative|"
            r"(?:ruled out|no evidence of) (?:for )?(?:neonatal )?(?:sepsis|infection)",
            re.I,
        ),
        "Z05.1",
    ),
    (re.compile(r"(?:cardiac|heart)[^.\n]{0,40}ruled out", re.I), "Z05.0"),
    (re.compile(r"respiratory[^.\n]{0,40}ruled out", re.I), "Z05.3"),
    (re.compile(r"(?:seizures?|neurologic\w*)[^.\n]{0,40}ruled out", re.I), "Z05.2"),
)
"""What was suspected -> observation of the newborn (tabular list, Z05)."""
_YOUNG = re.compile(r"newborn|neonat\w+|day[- ]old|infant", re.I)


def apply(case: Case) -> Changes:
    """Z05 in the first 28 days, where the record tells the suspicion and that it was ruled out."""
    if (case.patient.age or 0) > 0 or case.codes("P36", "A41", "O"):
        return
    if not case.has_any(("ruled out", "rule out", "rule-out", "not found")) or not (
        case.reports("Z38", "P") or said(case, ("newborn", "neonat", "day-old", "day old", "infant"), _YOUNG, RECORD)
    ):
        return
    for pattern, code in SUSPECTED:
        if words := tuple(case.find(pattern, STORY, asserted=False)):
            yield beside(code, words, "Observation", "newborn", "suspected condition ruled out")


EXAMPLES = (
    note(
        "HOSPITAL COURSE\nThe newborn was observed; sepsis was ruled out.\n\nDISCHARGE DIAGNOSES\n1. Neonatal jaundice.",
        codes=("P59.9", "Z05.1"),
        absent=("P36.9",),
        setting="inpatient",
        age=0,
    ),
    note(
        "HOSPITAL COURSE\nPneumonia improved; sepsis was ruled out.\n\nDISCHARGE DIAGNOSES\n1. Pneumonia.",
        codes=("J18.9",),
        absent=("Z05.1",),
        setting="inpatient",
        age=50,
    ),
)
