"""Vaping-related lung disorder: U07.0 first, then the condition; its symptoms are not coded (I.C.10.e)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Removal, note
from ..reading import beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.10.e", title="Vaping-related disorder", sections=("I.C.10.e",), order=58)
_VAPE = re.compile(
    r"\be-?vali\b|vaping[- ](?:related|associated|induced) (?:\w+ ){0,3}(?:lung|disorder|injury|pneumon\w+)|"
    r"(?:lung injury|pneumonitis|pneumonia) (?:due to|from|associated with|related to) (?:vaping|e-?cigarettes?)",
    re.I,
)


def apply(case: Case) -> Changes:
    """U07.0 where the provider links lung disease and vaping."""
    if words := said(case, ("vaping", "evali", "e-vali", "e-cig", "ecig"), _VAPE):
        yield beside("U07.0", words, "Disorder", "vaping-related")
    if words or "U07.0" in case.findings:
        yield First("U07.0")
        for symptom in case.codes("R05", "R06", "R50", "R07"):
            yield Removal(symptom.code, "integral-symptom", "vaping-related disorder")


EXAMPLES = (
    note("ASSESSMENT\n1. Pneumonitis due to vaping.\n2. Cough.", codes=("U07.0",), absent=("R05.9",), first="U07.0"),
    note("ASSESSMENT\n1. Vaping, counseled to stop.\n2. Cough.", codes=("R05.9",), absent=("U07.0",)),
)
