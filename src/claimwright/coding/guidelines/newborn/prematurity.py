"""Prematurity: birth weight and weeks of gestation both, the weight first (I.C.16.d, I.C.16.e)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import RECORD, beside, evidence_of

RULE = Guideline(
    id="icd10cm-guideline-I.C.16.d",
    title="Prematurity and low birth weight",
    sections=(
        "I.C.16.d",
        "I.C.16.e",
    ),
    order=64,
)
_WEIGHT = re.compile(r"(?:birth ?weight|\bBW)(?: of| was|:)? ?(\d,?\d{3}|\d{3}) ?(?:g|grams?)\b", re.I)
_WEEKS = re.compile(
    r"(?:born|delivered|premature|preterm|prematurity|infant|baby|boy|girl)[^.\n]{0,45}?\b(?:at )?(\d{2}) ?(?:\d/7 )?"
    r"(?:weeks?|wks?|w ?\d(?: ?d)?\b)|"
    r"(\d{2})[- ]week(?:er|s?[- ](?:preterm|premature))|"
    r"\b(?:in)?born[^.\n]{0,30}? at (\d{2})(?: \d/7|\+\d|w\d)",
    re.I,
)
LIGHT = (
    (500, "P07.01"),
    (750, "P07.02"),
    (1000, "P07.03"),
    (1250, "P07.14"),
    (1500, "P07.15"),
    (1750, "P07.16"),
    (2000, "P07.17"),
    (2500, "P07.18"),
)
"""Less than so many grams -> low birth weight (tabular list, P07.0 and P07.1)."""


STEMS = ("prematur", "preterm", "birth weight", "birthweight", "bw ", "born at", "born here", "born by", "born via", "inborn")


def apply(case: Case) -> Changes:
    """P07.0- or P07.1- by grams and P07.2- or P07.3- by weeks, for a newborn or a child whose prematurity still matters."""
    if not case.has_any(STEMS) or case.codes("O"):
        return
    early, light = tuple(case.find(_WEEKS, RECORD)), tuple(case.find(_WEIGHT, RECORD))
    grams = next((int(match[1].replace(",", "")) for span in light if (match := _WEIGHT.search(span.text))), 9999)
    code = next((code for below, code in LIGHT if grams < below), None)
    if code:
        yield beside(code, light, "Low birth weight", str(grams))
    weeks = next((int(match[1] or match[2] or match[3]) for span in early if (match := _WEEKS.search(span.text))), 99)
    if 23 <= weeks <= 36:
        number = f"P07.2{weeks - 21}" if weeks < 28 else f"P07.3{weeks - 27}"
        vague = case.codes("P07.30", "P07.20")
        yield Proposal(
            code=number,
            evidence=(*early, *evidence_of(*vague)),
            replaces=frozenset(one.code for one in vague),
            path=("Premature", "weeks", str(weeks)),
        )


EXAMPLES = (
    note(
        "HOSPITAL COURSE\nPreterm infant born at 32 weeks, birth weight 1600 grams.\n\nDISCHARGE DIAGNOSES\n1. Neonatal jaundice.",
        codes=("P07.16", "P07.35"),
        setting="inpatient",
        age=0,
    ),
    note("HPI\nBirth weight 3400 grams.\n\nASSESSMENT\n1. Acute otitis media, right ear.", absent=("P07.18",), codes=("H66.91",)),
)
