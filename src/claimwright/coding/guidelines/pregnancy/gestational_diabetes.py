"""Gestational diabetes by how it is controlled; diet and insulin is insulin; no Z79.4 or Z79.84 for it (I.C.15.i)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import STORY, instead

RULE = Guideline(id="icd10cm-guideline-I.C.15.i", title="Gestational diabetes", sections=("I.C.15.i",), order=54)
CONTROL = (
    (re.compile(r"insulin(?:[- ](?:controlled|treated|requiring|dependent))?", re.I), "4"),
    (re.compile(r"metformin|glyburide|oral (?:hypoglycemic|antidiabetic|agent|medication)s?|oral[- ](?:controlled|drug)", re.I), "5"),
    (re.compile(r"diet[- ]?(?:and exercise )?(?:controlled|control|alone|managed)?", re.I), "0"),
)
"""Words of the control -> last character of O24.41, O24.42, O24.43."""


def apply(case: Case) -> Changes:
    """The last character by the control told; the drug codes go where only the pregnancy's diabetes is there."""
    sugar = case.codes("O24.41", "O24.42", "O24.43")
    if not sugar:
        return
    for found in sugar:
        for pattern, digit in CONTROL:
            words = tuple(case.find(pattern, STORY | {"medications"}))
            if words and found.code[-1] == "9":
                yield instead(found, found.code[:-1] + digit, words, ("Pregnancy", "gestational diabetes", words[0].text.lower()))
                break
    for drug in ("Z79.4", "Z79.84") if not case.codes("E10.", "E11.", "E13.", "O24.0", "O24.1") else ():
        if drug in case.findings:
            yield Removal(drug, "excluded", "gestational diabetes tells its control")


EXAMPLES = (
    note(
        "HPI\nShe takes insulin at night.\n\nASSESSMENT\n1. Gestational diabetes, third trimester.",
        codes=("O24.414",),
        absent=("O24.419", "Z79.4"),
    ),
    note("ASSESSMENT\n1. Gestational diabetes, insulin controlled, third trimester.", codes=("O24.414",), absent=("O24.419", "Z79.4")),
    note("ASSESSMENT\n1. Gestational diabetes.", codes=("O24.419",), absent=("O24.414",)),
)
