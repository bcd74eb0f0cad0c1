"""Hypertensive urgency, emergency or crisis: I16 beside the hypertensive disease, ordered by the reason for the encounter (I.C.9.a.10)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import RECORD, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.9.a.10", title="Hypertensive crisis", sections=("I.C.9.a.10",), order=36)
_PRESSURE = re.compile(r"(?<!pulmonary )(?<!portal )(?:hypertension|\bhtn\b|high blood pressure)", re.I)


def apply(case: Case) -> Changes:
    """Add I10 where I16 stands alone and hypertension is told anywhere; the crisis leads."""
    crisis = case.codes("I16")
    if not crisis:
        return
    if not case.codes("I10", "I11", "I12", "I13", "I15", "O1") and (
        words := said(case, ("hypertension", "htn", "blood pressure"), _PRESSURE, RECORD)
    ):
        yield beside("I10", words, "Hypertension")
    if not case.first and not case.codes("I60", "I61", "I63", "I21", "I11.0", "I13"):
        yield First(crisis[0].code)


EXAMPLES = (
    note("PAST MEDICAL HISTORY\nHypertension.\n\nASSESSMENT\n1. Hypertensive urgency.", codes=("I16.0", "I10"), first="I16.0"),
    note("ASSESSMENT\n1. Hypertension.", codes=("I10",), absent=("I16.0", "I16.9")),
)
