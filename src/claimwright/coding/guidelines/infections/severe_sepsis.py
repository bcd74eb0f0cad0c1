"""Severe sepsis and septic shock: the infection, then R65.20 or R65.21; shock alone implies severe sepsis (I.C.1.d.2)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, First, Guideline, Removal, note
from ..reading import beside, evidence_of

RULE = Guideline(
    id="icd10cm-guideline-I.C.1.d.3",
    title="Severe sepsis and septic shock",
    sections=(
        "I.C.1.d.1.b",
        "I.C.1.d.2",
        "I.C.1.d.3",
    ),
    order=26,
)
SYSTEMIC = ("A40", "A41", "A02.1", "A22.7", "A26.7", "A32.7", "A42.7", "A54.86", "B37.7", "P36", "T81.44", "O85", "O86.04")


def apply(case: Case) -> Changes:
    """Sepsis of unspecified organism where none is reported; R65.20 yields to R65.21; the infection comes first."""
    severe = case.codes("R65.2")
    if not severe:
        return
    if not case.codes(*SYSTEMIC):
        yield beside("A41.9", evidence_of(*severe), "Sepsis", "severe")
    if "R65.21" in case.findings and "R65.20" in case.findings:
        yield Removal("R65.20", "replaced-by-combination", "septic shock includes severe sepsis")
    if leader := next(iter(case.codes(*SYSTEMIC)), None):
        yield First(leader.code)
    elif case.billable("A41.9"):
        yield First("A41.9")


EXAMPLES = (
    note("ASSESSMENT\n1. Septic shock due to pneumonia.", codes=("A41.9", "R65.21", "J18.9"), absent=("R65.20",), first="A41.9"),
    note("ASSESSMENT\n1. Severe sepsis with acute kidney injury.", codes=("A41.9", "R65.20", "N17.9"), first="A41.9"),
    note("ASSESSMENT\n1. Sepsis.\n2. Pneumonia.", codes=("A41.9", "J18.9"), absent=("R65.20",)),
)
