"""No status code beside a complication that tells the same device or organ (I.C.21.c.3)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-complication", title="Status told by a complication", sections=("I.C.21.c.3",), order=73)
TOLD = {
    "Z96.641": ("T84.51", "T84.020", "T84.030", "T84.060", "M97.01"),
    "Z96.642": ("T84.52", "T84.021", "T84.031", "T84.061", "M97.02"),
    "Z96.651": ("T84.53", "T84.022", "T84.032", "T84.062", "M97.11"),
    "Z96.652": ("T84.54", "T84.023", "T84.033", "T84.063", "M97.12"),
    "Z95.0": ("T82.1",),
    "Z95.810": ("T82.1",),
    "Z98.2": ("T85.0", "T85.73"),
    "Z93.0": ("J95.0",),
    "Z93.1": ("K94.2",),
    "Z93.2": ("K94.1",),
    "Z93.3": ("K94.0",),
    "Z93.59": ("N99.51",),
}
"""Status -> beginnings of the complications that say it (tabular list)."""


def apply(case: Case) -> Changes:
    """Remove the status."""
    for found in case.codes(*TOLD):
        if case.reports(*TOLD[found.code]):
            yield Removal(found.code, "replaced-by-combination", "a complication of it is reported")


EXAMPLES = (
    note(
        "HISTORY\nGastrostomy status.\n\nASSESSMENT\n1. Gastrostomy malfunction.\n2. Gastrostomy status.",
        codes=("K94.23",),
        absent=("Z93.1",),
    ),
    note("ASSESSMENT\n1. Dysphagia.\n2. Gastrostomy status.", codes=("Z93.1",)),
)
