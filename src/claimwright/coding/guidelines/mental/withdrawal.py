"""Withdrawal of a dependent patient is one code of dependence with withdrawal (Alphabetic Index, Dependence; I.C.5.b.2)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import evidence_of

RULE = Guideline(id="icd10cm-guideline-I.C.5.b.2-withdrawal", title="Dependence with withdrawal", sections=("I.C.5.b.2", "I.B.9"), order=35)
KINDS = ("F10", "F11", "F13", "F14", "F15")


def apply(case: Case) -> Changes:
    """F1x.23- in place of F1x.20 and a withdrawal of unspecified use."""
    for kind in KINDS:
        dependent, withdrawing = case.codes(f"{kind}.20"), case.codes(f"{kind}.93", f"{kind}.23")
        pooled = sorted(case.pooled(f"{kind}.93", f"{kind}.23"), key=lambda one: one.code) if dependent else []
        if dependent and (withdrawing or pooled):
            found = (withdrawing or pooled)[0]
            yield Proposal(
                code=found.code.replace(".93", ".23"),
                evidence=evidence_of(dependent[0], found),
                replaces=frozenset({dependent[0].code, *(one.code for one in withdrawing)}),
                path=("Dependence", "with", "withdrawal"),
            )


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Severe alcohol use disorder.\n2. Alcohol withdrawal without delirium.",
        codes=("F10.230",),
        absent=("F10.20", "F10.930"),
    ),
    note("ASSESSMENT\n1. Severe alcohol use disorder.", codes=("F10.20",), absent=("F10.230",)),
)
