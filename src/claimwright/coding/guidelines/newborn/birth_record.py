"""The newborn's own record of birth: Z38 first, once, at the hospital of birth (I.C.16.a.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Removal, note
from ..reading import RECORD, beside, line_at, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.16.a.2",
    title="Newborn's birth",
    sections=(
        "I.C.16.a.2",
        "I.C.21.c.12",
    ),
    order=82,
    adds=True,
)
_BORN = re.compile(
    r"(?:newborn|term (?:male|female|infant)|(?:male|female) infant|baby (?:boy|girl))[^.\n]{0,60}\b(?:born|"
    r"delivered)\b|(?:in)?(?:born|delivered)(?: here| \d[\d/]*| to \w+)* (?:by|via|at)[^.\n]{0,40}"
    r"(?:vaginal|cesarean|c-?section|nsvd|svd|vavd|C/S|(?:stat |repeat |primary )?(?:LT)?CS\b)",
    re.I,
)
_CESAREAN = re.compile(r"cesarean|c-?section|\b(?:lt)?cs\b|\bc/s\b", re.I)
_TWIN = re.compile(r"\btwin", re.I)
_THIS_TWIN = re.compile(r"\btwin (?:A|B|1|2|I|II|male|female|boy|girl|infant)\b", re.I)
_OUTSIDE = re.compile(r"transfer(?:red)? (?:in )?from|born (?:at home|outside|en route)", re.I)


def apply(case: Case) -> Changes:
    """Z38.00 or Z38.01 for a single birth in the hospital, Z38.30 or Z38.31 for a twin; first of all codes."""
    for found in case.codes("P08.2"):  # "term newborn" is not post-term
        if not any(re.search(r"post|prolonged", span.text, re.I) for span in found.evidence):
            yield Removal(found.code, "excluded", "born at term")
    if case.setting != "inpatient" or case.codes("Z37", "O"):
        return
    words = said(case, ("born", "delivered"), _BORN, RECORD)
    if not words or (case.patient.age or 0) > 0 or said(case, ("transfer", "born"), _OUTSIDE, RECORD):
        return
    cut = any((line := line_at(case, span)) and _CESAREAN.search(line.text) for span in words)
    twin = any((line := line_at(case, span)) and _TWIN.search(line.text) for span in words) or bool(said(case, ("twin",), _THIS_TWIN, None))
    code = ("Z38.3" if twin else "Z38.0") + ("1" if cut else "0")
    yield beside(code, words, "Newborn", "born in hospital")
    yield First(code)


EXAMPLES = (
    note(
        "HOSPITAL COURSE\nTerm female infant born via cesarean section.\n\nDISCHARGE DIAGNOSES\n1. Neonatal jaundice.",
        codes=("Z38.01", "P59.9"),
        first="Z38.01",
        setting="inpatient",
        age=0,
    ),
    note(
        "NICU DISCHARGE - Twin B, male\nInborn 1/24 at 34 2/7 by c/s for breech.\n\nDISCHARGE DIAGNOSES\n1. Neonatal jaundice.",
        codes=("Z38.31", "P59.9", "P07.37"),
        setting="inpatient",
        age=0,
    ),
    note(
        "HOSPITAL COURSE\nTransferred from another hospital, born via cesarean section.\n\nDISCHARGE DIAGNOSES\n1. Neonatal jaundice.",
        codes=("P59.9",),
        absent=("Z38.01",),
        setting="inpatient",
        age=0,
    ),
)
