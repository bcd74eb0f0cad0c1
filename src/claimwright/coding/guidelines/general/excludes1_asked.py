"""Two codes that an Excludes1 note keeps apart and the record states both: flagged, not silently dropped (I.A.12.a)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, evidence_of
from .excludes1 import conflicts, unrelated

RULE = Guideline(id="icd10cm-guideline-I.A.12.a-query", title="Excludes1 left to the provider", sections=("I.A.12.a",), order=94)


def apply(case: Case) -> Changes:
    """One question for each such pair, with the words of both."""
    for one, other in conflicts(case):
        told = " (documented as unrelated)" if unrelated(case, one, other) else ""
        yield ask(f"Excludes1: {one.code} and {other.code}: whether the two are unrelated{told}", evidence_of(one, other), "excludes1")


EXAMPLES = (
    note("ASSESSMENT\n1. Type 2 diabetes with hyperglycemia.\n2. Gestational diabetes.", codes=("E11.65", "O24.419"), asks="Excludes1"),
    note("ASSESSMENT\n1. Hypertension.\n2. Gout.", codes=("I10", "M10.9"), absent=("I11.9",)),
)
