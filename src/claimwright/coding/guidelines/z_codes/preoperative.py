"""Preoperative evaluation: Z01.81- first, then the condition for the operation, then what is found (IV.M, I.C.21.c.13)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, STORY, beside, instead, said

RULE = Guideline(
    id="icd10cm-guideline-IV.M",
    title="Preoperative evaluation",
    sections=(
        "IV.M",
        "I.C.21.c.13",
    ),
    order=59,
)
_CLEARANCE = re.compile(
    r"pre-?op(?:erative)?(?: \w+){0,3} (?:clearance|evaluation|exam\w*|assessment|visit|risk assessment|"
    r"consultation)|(?:surgical|cardiac|medical|pulmonary) clearance",
    re.I,
)
_SURGERY = re.compile(
    r"(?:before|prior to|for|scheduled for|undergo\w*) (?:(?:a|an|the|his|her|elective|upcoming|planned|scheduled|"
    r"left|right|bilateral) )*(cataract|hernia|knee replacement|hip replacement|gallbladder|"
    r"cholecystectomy)(?: (?:surgery|repair|extraction|removal))?",
    re.I,
)
_HEART = re.compile(r"cardi\w+ (?:clearance|evaluation|assessment)", re.I)
_LUNG = re.compile(r"(?:pulmonary|respiratory) (?:clearance|evaluation|assessment)", re.I)
REASONS = {
    "cataract": ("H26.9", "cataract"),
    "hernia": ("K46.9", "hernia"),
    "gallbladder": ("K80.20", "gallstones"),
    "cholecystectomy": ("K80.20", "gallstones"),
}


def apply(case: Case) -> Changes:
    """Z01.810 for the heart, Z01.811 for the lungs in place of Z01.818; the organ that is operated on where its condition is told."""
    found = case.findings.get("Z01.818")
    if found is None:
        return
    for code, pattern in (("Z01.810", _HEART), ("Z01.811", _LUNG)):
        if words := said(case, ("clearance", "evaluation", "assessment", "risk"), pattern, REASON):
            yield instead(found, code, words, ("Examination", "preprocedural"))
            yield First(code)
            return
    for span in said(case, ("cataract",), _SURGERY, STORY, asserted=False):
        word = span.text.lower()
        if "cataract" in word and not case.codes("H25", "H26"):
            yield beside("H26.9", (span,), "Cataract")


EXAMPLES = (
    note(
        "CHIEF COMPLAINT\nPreoperative evaluation before cataract surgery.\n\nASSESSMENT\n1. Hypertension.",
        codes=("Z01.818", "H26.9", "I10"),
        first="Z01.818",
    ),
    note(
        "CHIEF COMPLAINT\nPreoperative cardiac evaluation for hip replacement.\n\nASSESSMENT\n1. Preoperative "
        "evaluation.\n2. Hypertension.",
        codes=("Z01.810",),
        absent=("Z01.818",),
        first="Z01.810",
    ),
    note("ASSESSMENT\n1. Cataract surgery last year.\n2. Hypertension.", codes=("I10",), absent=("Z01.818",)),
)
