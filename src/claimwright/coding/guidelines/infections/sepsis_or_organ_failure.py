"""Sepsis beside an acute organ dysfunction that the record does not link to it: a question, not an assumption (I.C.1.d.1.a.iii)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, evidence_of

RULE = Guideline(id="icd10cm-guideline-I.C.1.d.1.a.iii", title="Organ dysfunction with sepsis", sections=("I.C.1.d.1.a.iii",), order=60)
FAILING = ("N17", "J96.0", "K72.0", "G93.41", "D65", "I50.2", "J80")


def apply(case: Case) -> Changes:
    """Ask where sepsis, an acute organ dysfunction and no severe sepsis are reported."""
    if case.codes("A40", "A41") and not case.codes("R65") and (organs := case.codes(*FAILING)):
        yield ask("Whether the acute organ dysfunction is related to the sepsis", evidence_of(*organs), "relationship")


EXAMPLES = (
    note("ASSESSMENT\n1. Sepsis.\n2. Acute kidney injury.", codes=("A41.9", "N17.9"), absent=("R65.20",), asks="related to the sepsis"),
    note("ASSESSMENT\n1. Acute kidney injury.", codes=("N17.9",), absent=("A41.9",)),
)
