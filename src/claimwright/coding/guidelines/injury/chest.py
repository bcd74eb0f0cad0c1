"""Air or blood in the chest beside an injury of the chest is traumatic: S27.0 to S27.2 (Alphabetic Index, Pneumothorax, traumatic)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead

RULE = Guideline(id="icd10cm-guideline-I.C.19-chest", title="Traumatic pneumothorax and hemothorax", sections=("I.B.2", "I.C.19"), order=24)
INJURIES = ("S20.3", "S20.4", "S21", "S22", "S26", "S27.3", "S28")


def apply(case: Case) -> Changes:
    """The injury in place of the disease."""
    if not case.codes(*INJURIES):
        return
    for found in case.codes("J93.8", "J93.9", "J94.2"):
        both = any("hemopneumo" in span.text.lower() for span in found.evidence)
        yield instead(found, "S27.2XXA" if both else "S27.1XXA" if found.code == "J94.2" else "S27.0XXA")


EXAMPLES = (
    note("ASSESSMENT\n1. Left rib fractures.\n2. Pneumothorax.", codes=("S27.0XXA",), absent=("J93.9",)),
    note("ASSESSMENT\n1. Pneumothorax.", codes=("J93.9",), absent=("S27.0XXA",)),
)
