"""Hydronephrosis with a stone of kidney or ureter is one code (Alphabetic Index, Hydronephrosis, with, calculus; I.B.9)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import evidence_of

RULE = Guideline(id="icd10cm-guideline-I.B.9-stone", title="Hydronephrosis with a stone", sections=("I.B.9",), order=31)


def apply(case: Case) -> Changes:
    """N13.2 in place of hydronephrosis and of the stone."""
    swollen, stones = case.codes("N13.30", "N13.39"), case.codes("N20.0", "N20.1", "N20.2")
    if swollen and stones:
        yield Proposal(
            code="N13.2",
            evidence=evidence_of(*swollen, *stones),
            replaces=frozenset(one.code for one in (*swollen, *stones)),
            path=("Hydronephrosis", "with", "calculus"),
        )


EXAMPLES = (
    note("ASSESSMENT\n1. Left ureteral stone.\n2. Hydronephrosis.", codes=("N13.2",), absent=("N20.1", "N13.30")),
    note("ASSESSMENT\n1. Left ureteral stone.", codes=("N20.1",), absent=("N13.2",)),
)
