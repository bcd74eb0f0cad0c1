"""Sepsis and the localized infection it comes from, both there at admission: the systemic infection first (I.C.1.d.4)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, First, Guideline, note

RULE = Guideline(id="icd10cm-guideline-I.C.1.d.4", title="Sepsis before its source", sections=("I.C.1.d.4",), order=86)
LOCAL = ("J1", "N39.0", "N10", "L03", "K8", "K57", "K65", "M86", "M00", "I33", "G0", "K35", "L02", "N30", "T83.51")


def apply(case: Case) -> Changes:
    """Sepsis first beside a localized infection, unless a complication of care or of pregnancy leads."""
    sepsis = case.codes("A40", "A41")
    if sepsis and case.codes(*LOCAL) and not case.codes("T80", "T81", "T82", "T83", "T84", "T85", "O"):
        yield First(sepsis[0].code)


EXAMPLES = (
    note("DISCHARGE DIAGNOSES\n1. Pneumonia.\n2. Sepsis.", codes=("A41.9", "J18.9"), first="A41.9", setting="inpatient"),
    note(
        "DISCHARGE DIAGNOSES\n1. Pneumonia.\n2. Hypertension.",
        codes=("J18.9", "I10"),
        first="J18.9",
        absent=("A41.9",),
        setting="inpatient",
    ),
)
