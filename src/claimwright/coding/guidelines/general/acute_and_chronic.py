"""Acute and chronic forms of one condition, both stated and with codes of their own: both are coded, the acute one first (I.B.8)."""

from __future__ import annotations

from ...case import Case
from ...ordering import told_at
from ..model import Changes, First, Guideline, note

RULE = Guideline(id="icd10cm-guideline-I.B.8", title="Acute before chronic", sections=("I.B.8",), order=88)
PAIRS = (
    ("K85", "K86"),
    ("N17", "N18"),
    ("J01", "J32"),
    ("J96.0", "J96.1"),
    ("H66.0", "H66.1"),
    ("N10", "N11"),
    ("K81.0", "K81.1"),
    ("J04", "J37"),
    ("M86.1", "M86.6"),
)
"""Acute and chronic categories of one condition."""


def apply(case: Case) -> Changes:
    """Put the acute form first where the chronic one stands first."""
    ordered = sorted(case.findings.values(), key=lambda found: (found.code != case.first, *told_at(found)))
    for acute, chronic in PAIRS:
        if ordered and ordered[0].code.startswith(chronic) and (sudden := case.codes(acute)):
            yield First(sudden[0].code)


EXAMPLES = (
    note("ASSESSMENT\n1. Chronic pancreatitis.\n2. Acute pancreatitis.", codes=("K85.90", "K86.1"), first="K85.90"),
    note("ASSESSMENT\n1. Chronic pancreatitis.\n2. Gout.", codes=("K86.1", "M10.9"), absent=("K85.90",), first="K86.1"),
)
