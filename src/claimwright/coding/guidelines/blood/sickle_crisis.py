"""Sickle-cell disease with the crisis that the record tells, the acute chest syndrome before the pain (tabular list, D57; I.B.9)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, line_at, said

RULE = Guideline(id="icd10cm-guideline-I.B.9-sickle", title="Sickle-cell crisis", sections=("I.B.9", "I.A.13"), order=32)
CRISES = (
    (re.compile(r"\bacute chest(?: syndrome)?\b|\bACS\b", re.I), "1"),
    (re.compile(r"\bsplenic sequestration\b", re.I), "2"),
    (
        re.compile(
            r"\bvaso-?occlusive\b|\bVOC\b|\b(?:pain|sickle|sickling|typical of (?:his|her)) (?:cell )?cris[ei]s\b|\bcris[ei]s\b", re.I
        ),
        "0",
    ),
)
"""Words of a crisis and the last character; D57.00 and D57.219 where no kind but pain is told."""
STEMS = {"D57.1": "D57.0", "D57.20": "D57.21"}
_SICKLE = re.compile(r"\bsickle|\bSCD\b|\bHb ?SS\b", re.I)


def apply(case: Case) -> Changes:
    """The disease with its crisis; dead bone of the disease is M90.5-."""
    for found in case.codes(*STEMS):
        rows = ((digit, said(case, ("acute chest", "acs", "splenic", "vaso", "voc", "cris"), pattern, STORY)) for pattern, digit in CRISES)
        digit, words = next(((digit, words) for digit, words in rows if words), ("", ()))
        if digit:
            stem = STEMS[found.code]
            yield instead(
                found, stem + ("9" if digit == "0" and stem != "D57.0" else digit), words, ("Disease", "sickle-cell", "with crisis")
            )
    for found in case.codes("M87.0", "M87.8", "M87.9"):
        lines = [line for span in found.evidence if (line := line_at(case, span))]
        if case.reports("D57") and any(_SICKLE.search(line.text) for line in lines) and case.billable(f"M90.5{found.code[5:]}"):
            yield instead(found, f"M90.5{found.code[5:]}", (), ("Osteonecrosis", "in diseases classified elsewhere"))


EXAMPLES = (
    note(
        "HOSPITAL COURSE\nNew infiltrate, acute chest syndrome, exchange transfusion.\n\nDISCHARGE DIAGNOSES\n1. Sickle cell disease.",
        codes=("D57.01",),
        absent=("D57.1",),
        setting="inpatient",
    ),
    note("ASSESSMENT\n1. Sickle cell disease.", codes=("D57.1",), absent=("D57.00",)),
)
