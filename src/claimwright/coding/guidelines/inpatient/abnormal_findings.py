"""Abnormal results of a stay are coded only where the provider says what they mean (III.B)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-III.B", title="Abnormal findings of a stay", sections=("III.B",), order=73, settings=("inpatient",))
RESULTS = frozenset({"results", "vitals", "exam"})


def apply(case: Case) -> Changes:
    """Remove R70 to R94 codes that rest on results alone."""
    for found in case.codes("R7", "R8", "R90", "R91", "R92", "R93", "R94", "E87", "D72", "D64.9"):
        if found.evidence and all(span.section in RESULTS for span in found.evidence):
            yield Removal(found.code, "excluded", "the provider does not say what the result means")


EXAMPLES = (
    note("RESULTS\nFindings of hyperkalemia.", absent=("E87.5",), setting="inpatient", codes=()),
    note("DISCHARGE DIAGNOSES\n1. Pneumonia.\n2. Hyperkalemia.", codes=("J18.9", "E87.5"), setting="inpatient"),
)
