"""Weeks of gestation: Z3A beside chapter 15 codes, from the completed weeks that the record states (I.C.15.a, I.C.21.c.11)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from .term import gestation

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.11", title="Weeks of gestation", sections=("I.C.15.a", "I.C.21.c.11"), order=61)
_NO_WEEKS = ("O00", "O01", "O02", "O03", "O04", "O07", "O08", "O85", "O86", "O87", "O88", "O9A.5", "Z33")


def apply(case: Case) -> Changes:
    """Z3A.08 to Z3A.42 where a pregnancy code is reported and the weeks stand in the record."""
    if not [found for found in case.codes("O", "Z34") if not found.code.startswith(_NO_WEEKS)]:
        return
    weeks, spans = gestation(case)
    if weeks is not None and 8 <= weeks <= 42:
        yield Proposal(code=f"Z3A.{weeks:02d}", evidence=spans, path=("Pregnancy", "weeks of gestation", str(weeks)), score=0.9)


EXAMPLES = (
    note("HPI\nShe is 32 weeks pregnant.\n\nASSESSMENT\n1. Gestational diabetes, diet controlled.", codes=("O24.410", "Z3A.32")),
    note("HPI\nG2P1 at 29w3d.\n\nASSESSMENT\n1. Gestational diabetes, diet controlled.", codes=("O24.410", "Z3A.29")),
    note("HPI\nSymptoms for 12 weeks.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z3A.12",)),
)
