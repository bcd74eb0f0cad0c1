"""An obstruction of the bowel that a reported condition's own code tells is not coded again (Excludes1 at K56.60 and K56.69)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(
    id="icd10cm-guideline-I.A.12.a-obstruction", title="Obstruction told by its cause", sections=("I.A.12.a", "I.B.9"), order=71
)
CAUSES = (
    *(
        "K40.0",
        "K40.3",
        "K41.0",
        "K41.3",
        "K42.0",
        "K43.0",
        "K43.3",
        "K43.6",
        "K44.0",
        "K45.0",
        "K46.0",
        "K56.1",
        "K56.2",
        "K56.3",
        "K56.5",
    ),
    *("K50.012", "K50.112", "K50.812", "K50.912", "K51.012", "K51.812", "K51.912"),
)
"""Codes that tell an obstruction and its cause."""


def apply(case: Case) -> Changes:
    """The unspecified and the other obstruction go where a condition with obstruction is reported."""
    if case.reports(*CAUSES):
        for found in case.codes("K56.60", "K56.69"):
            yield Removal(found.code, "replaced-by-combination", "the obstruction's cause tells it")


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Crohn's disease.\n2. Incarcerated umbilical hernia with small bowel obstruction.",
        codes=("K42.0",),
        absent=("K56.609",),
    ),
    note("ASSESSMENT\n1. Small bowel obstruction.", codes=("K56.609",)),
)
