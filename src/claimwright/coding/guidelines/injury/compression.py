"""Compression or herniation of the brain with a head injury is told by S06.A-, beside the injury (tabular list, S06.A, "code first")."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead

RULE = Guideline(
    id="icd10cm-guideline-I.A.17-compression", title="Traumatic compression of the brain", sections=("I.A.17", "I.C.19.b"), order=36
)
HERNIATION = ("herniat", "uncal", "subfalcine", "tonsillar", "transtentorial")


def apply(case: Case) -> Changes:
    """S06.A0XA or, where herniation is told, S06.A1XA in place of G93.5 beside a traumatic injury of the brain."""
    found = case.findings.get("G93.5")
    if found and case.codes("S06.1", "S06.2", "S06.3", "S06.4", "S06.5", "S06.6", "S06.8", "S06.9"):
        herniated = any(word in span.text.lower() for span in found.evidence for word in HERNIATION)
        yield instead(found, "S06.A1XA" if herniated else "S06.A0XA", (), ("Compression", "brain", "traumatic"))


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Acute traumatic subdural hematoma.\n2. Brain herniation.",
        codes=("S06.5XAA", "S06.A1XA"),
        absent=("G93.5",),
        first="S06.5XAA",
    ),
    note("ASSESSMENT\n1. Brain herniation.", codes=("G93.5",), absent=("S06.A1XA",)),
)
