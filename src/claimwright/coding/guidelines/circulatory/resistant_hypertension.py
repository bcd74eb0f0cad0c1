"""Resistant hypertension: the type of hypertension first, then I1A.0 (I.C.9.a.12)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.9.a.12", title="Resistant hypertension", sections=("I.C.9.a.12",), order=30)
_SAID = re.compile(
    r"(?:treatment[- ]|apparent )?(?:resistant|refractory) (?:hypertension|htn)|(?:hypertension|"
    r"htn),? (?:treatment[- ])?(?:resistant|refractory)",
    re.I,
)


def apply(case: Case) -> Changes:
    """I10 before I1A.0 where no other hypertension is reported."""
    words = said(case, ("resistant", "refractory"), _SAID)
    if not words and "I1A.0" not in case.findings:
        return
    words = words or tuple(case.findings["I1A.0"].evidence)
    if "I1A.0" not in case.findings:
        yield beside("I1A.0", words, "Hypertension", "resistant")
    base = case.codes("I10", "I11", "I12", "I13", "I15")
    if not base:
        yield beside("I10", words, "Hypertension")
    if not case.first and not [one for one in case.findings.values() if one.code not in ("I10", "I1A.0")]:
        yield First("I10")


EXAMPLES = (
    note("ASSESSMENT\n1. Resistant hypertension.", codes=("I10", "I1A.0"), first="I10"),
    note("ASSESSMENT\n1. Hypertension.", codes=("I10",), absent=("I1A.0",)),
)
