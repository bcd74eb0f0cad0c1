"""Coronary disease and angina: the link is presumed, one combination code tells both (I.C.9.b)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-I.C.9.b", title="Coronary artery disease with angina", sections=("I.C.9.b",), order=34)
COMBINED = {"I20.0": "I25.110", "I20.1": "I25.111", "I20.2": "I25.112", "I20.81": "I25.118", "I20.89": "I25.118", "I20.9": "I25.119"}
"""Angina alone -> with atherosclerosis of the native coronary artery (tabular list, I25.11-)."""


def apply(case: Case) -> Changes:
    """I25.11- in place of I25.10 and the angina's own code."""
    vessel = case.findings.get("I25.10")
    if vessel:
        for pain in case.codes("I20"):
            if pain.code in COMBINED:
                evidence = (*vessel.evidence, *pain.evidence)
                yield Proposal(
                    code=COMBINED[pain.code],
                    evidence=evidence,
                    replaces=frozenset({"I25.10", pain.code}),
                    path=("Angina", "with coronary atherosclerosis"),
                )
                return


EXAMPLES = (note("ASSESSMENT\n1. Coronary artery disease.\n2. Unstable angina.", codes=("I25.110",), absent=("I25.10", "I20.0")),)
