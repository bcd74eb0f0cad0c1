"""SIRS of a non-infectious process: the process first, then R65.10 or R65.11 (I.C.18.g)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Proposal, note
from ..reading import ask, evidence_of, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.18.g", title="SIRS, non-infectious", sections=("I.C.18.g",), order=60)
_SIRS = re.compile(r"\bsirs\b|systemic inflammatory response", re.I)
CAUSES = ("K85", "T", "S", "C", "I21", "M3")
FAILING = ("N17", "J96.0", "K72.0", "D65", "G93.41")


def apply(case: Case) -> Changes:
    """R65.10, or R65.11 where the statement links an acute organ dysfunction; never beside sepsis."""
    words = said(case, ("sirs", "systemic inflammatory"), _SIRS)
    cause = case.codes(*CAUSES)
    if not words or not cause or case.codes("A40", "A41", "R65.2"):
        return
    organs = case.codes(*FAILING)
    linked = [one for one in organs if together(case, one, words)]
    old = case.codes("R65.1")
    code = "R65.11" if linked else "R65.10"
    yield Proposal(code=code, evidence=(*words, *evidence_of(*linked)), replaces=frozenset(one.code for one in old), path=("SIRS",))
    if not case.first:
        yield First(cause[0].code)
    if organs and not linked:
        yield ask("Whether the acute organ dysfunction is due to SIRS or to another condition", evidence_of(*organs), "relationship")


EXAMPLES = (
    note("ASSESSMENT\n1. SIRS due to acute pancreatitis.", codes=("K85.90", "R65.10"), first="K85.90"),
    note(
        "ASSESSMENT\n1. SIRS due to acute pancreatitis.\n2. Acute kidney injury.",
        codes=("R65.10", "N17.9"),
        asks="organ dysfunction is due",
    ),
    note("ASSESSMENT\n1. Sepsis due to pneumonia with SIRS.", codes=("A41.9",), absent=("R65.10",)),
)
