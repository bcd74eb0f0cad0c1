"""Substance use without a disorder or condition that the provider links to it is not coded (I.C.5.b.3)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.C.5.b.3", title="Psychoactive substance use", sections=("I.C.5.b.3",), order=73)
RELATED = ("F0", "F2", "F3", "F4", "F5", "K70", "K85", "G62.1", "I42.6", "K29.2", "G31.2", "O", "P04", "T40", "T51", "R78", "K86.0")
"""Conditions that a substance brings about; beside them use is reported."""


def apply(case: Case) -> Changes:
    """Remove F10.9- to F19.9- without further characters where nothing that it could cause is reported."""
    for found in case.codes("F10.90", "F11.90", "F12.90", "F13.90", "F14.90", "F15.90", "F16.90", "F18.90", "F19.90"):
        others = [code for code in case.findings if code != found.code]
        if others and not any(code.startswith(RELATED) for code in others):
            yield Removal(found.code, "excluded", "no disorder is linked to the use")


EXAMPLES = (
    note("ASSESSMENT\n1. Hypertension.\n2. Cannabis use.", codes=("I10",), absent=("F12.90",)),
    note("ASSESSMENT\n1. Generalized anxiety disorder.\n2. Cannabis use.", codes=("F41.1", "F12.90")),
)
