"""Body mass index of a child: by percentile, beside a weight diagnosis, from the ages of 2 to 19 (I.B.14; tabular list, Z68.5)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.B.14-bmi-child",
    title="Body mass index, pediatric",
    sections=(
        "I.B.14",
        "I.C.21.c.3",
    ),
    order=57,
)
_PERCENTILE = re.compile(
    r"bmi[^.\n]{0,30}?(\d{1,3}(?:\.\d+)?) ?(?:st|nd|rd|th)? ?(?:percentile|%ile|%tile)|(\d{1,3}) ?(?:st|nd|rd|"
    r"th) percentile[^.\n]{0,15}bmi",
    re.I,
)
WEIGHT = ("E66", "R63.4", "R63.5", "R63.6", "E43", "E44", "E46", "F50")
STEPS = ((5, "Z68.51"), (85, "Z68.52"), (95, "Z68.53"))
"""Less than so many -> code; from the 95th on Z68.54, as long as no share of the 95th percentile is told (Z68.55, Z68.56)."""


def apply(case: Case) -> Changes:
    """Z68.51 to Z68.54 by the percentile that the record tells."""
    age = case.patient.age
    if age is None or not 2 <= age <= 19 or not case.codes(*WEIGHT):
        return
    words = said(case, ("percentile", "%ile", "%tile"), _PERCENTILE, RECORD)
    match = _PERCENTILE.search(words[-1].text) if words else None
    if match:
        share = float(match[1] or match[2])
        code = next((code for below, code in STEPS if share < below), "Z68.54")
        yield beside(code, words, "Body mass index", "pediatric", words[-1].text)


EXAMPLES = (
    note("VITALS\nBMI at the 97th percentile.\n\nASSESSMENT\n1. Obesity.", codes=("Z68.54",), age=9),
    note("VITALS\nBMI at the 60th percentile.\n\nASSESSMENT\n1. Asthma.", codes=("J45.909",), absent=("Z68.52",), age=9),
)
