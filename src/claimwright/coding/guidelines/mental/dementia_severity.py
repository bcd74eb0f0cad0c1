"""Dementia is coded to the severity the provider documents, the highest of the stay; without it severity is unspecified (I.C.5.d)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, line_at, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.5.d", title="Severity of dementia", sections=("I.C.5.d",), order=29)
_SEVERITY = re.compile(r"\b(mild|moderate|severe)\b", re.I)
LETTER = {"mild": "A", "moderate": "B", "severe": "C"}
ORDER = ("mild", "moderate", "severe")


def apply(case: Case) -> Changes:
    """The fifth character by the highest severity told in a statement of the dementia."""
    for found in case.codes("F01.5", "F02.8", "F03.9"):
        words = together(case, found, said(case, ORDER, _SEVERITY, STORY))
        words = tuple(span for span in words if (line := line_at(case, span)) and "dementia" in line.text.lower())
        if words:
            worst = max((span.text.lower() for span in words), key=ORDER.index)
            yield instead(found, found.code[:4] + LETTER[worst] + found.code[5:], words, ("Dementia", worst))


EXAMPLES = (
    note("ASSESSMENT\n1. Dementia, severe.", codes=("F03.C0",), absent=("F03.90",)),
    note("ASSESSMENT\n1. Vascular dementia, moderate.", codes=("F01.B0",), absent=("F01.50",)),
    note("ASSESSMENT\n1. Dementia.", codes=("F03.90",), absent=("F03.A0",)),
)
