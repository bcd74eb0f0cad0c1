"""A planned treatment that was not carried out: the reason for the stay stays principal, Z53 tells why (II.F, I.C.21.c.14)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, STORY, beside, said

RULE = Guideline(
    id="icd10cm-guideline-II.F",
    title="Original plan not carried out",
    sections=(
        "II.F",
        "I.C.21.c.14",
    ),
    order=61,
)
_NOT_DONE = re.compile(
    r"(?:surgery|procedure|operation|colonoscopy|treatment|chemotherapy)[^.;\n]{0,25}(?:was |were |"
    r"is )?(?:cancell?ed|not (?:carried out|performed|done)|aborted|postponed|deferred)[^.\n]{0,80}",
    re.I,
)
_PATIENT = re.compile(
    r"patient(?:'s)? (?:decision|request|declin\w+|refus\w+|chang\w+|wish\w*)|(?:she|he) (?:declined|refused|changed)", re.I
)
_CONTRA = re.compile(r"(?:because|due to|owing to|since|for|given) ", re.I)


_LEFT = re.compile(
    r"(?:left|leaving|leave|signed (?:himself|herself|themselves)? ?out|discharged?|eloped)[^.;\n]{0,30}(?:against medical advice|\bAMA\b)|"
    r"patient[- ]directed discharge",
    re.I,
)


def apply(case: Case) -> Changes:
    """Z53.29 for who left against advice (Index, Left against medical advice); of a treatment that was not carried out by its reason.

    Z53.20 for the patient's decision, Z53.09 for a medical contraindication, Z53.9 where no reason is told.
    """
    words = said(
        case,
        ("cancel", "not carried", "not performed", "not done", "abort", "postpone", "deferred"),
        _NOT_DONE,
        STORY | {"other"},
        asserted=False,
    )
    if left := said(case, ("medical advice", "ama", "patient-directed"), _LEFT, RECORD, asserted=False):
        yield beside("Z53.29", left, "Procedure", "not carried out", "left against advice")
    elif words and not case.codes("Z53"):
        text = words[0].text
        code = "Z53.20" if _PATIENT.search(text) else "Z53.09" if _CONTRA.search(text) else "Z53.9"
        yield beside(code, words, "Procedure", "not carried out")


EXAMPLES = (
    note(
        "HOSPITAL COURSE\nSurgery was cancelled because of a fever.\n\nDISCHARGE DIAGNOSES\n1. Right inguinal hernia.",
        codes=("K40.90", "Z53.09"),
        first="K40.90",
        setting="inpatient",
    ),
    note(
        "HOSPITAL COURSE\nShe left today against medical advice.\n\nDISCHARGE DIAGNOSES\n1. Cellulitis of left leg.",
        codes=("L03.116", "Z53.29"),
    ),
    note(
        "HOSPITAL COURSE\nSurgery went well.\n\nDISCHARGE DIAGNOSES\n1. Right inguinal hernia.",
        codes=("K40.90",),
        absent=("Z53.09", "Z53.9"),
        setting="inpatient",
    ),
)
