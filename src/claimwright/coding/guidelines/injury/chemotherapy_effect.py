"""Adverse effect of chemotherapy: the manifestation, then T45.1X5 (I.C.19.e.5.a, I.C.2.c.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(
    id="icd10cm-guideline-I.C.19.e.5.a", title="Adverse effect of chemotherapy", sections=("I.C.2.c.2", "I.C.19.e.5.a"), order=58
)
_FROM_IT = re.compile(
    r"(?:due to|secondary to|from|caused by|related to)(?: (?:her|his|the|recent))? (?:chemotherapy|chemo\b|antineoplastic\w*)"
    r"|chemo(?:therapy)?[- ](?:induced|related|associated)",
    re.I,
)
MANIFESTATIONS = ("D64.81", "D70.1", "D61.810", "R11", "G62.0", "K12.31", "L65.8", "R19.7", "K52.1", "D69.59")
KINDS = frozenset({"assessment", "assessment_plan", "diagnosis", "discharge_diagnosis", "untitled"})


def apply(case: Case) -> Changes:
    """T45.1X5A where the provider links a reported manifestation to the chemotherapy."""
    if case.codes(*MANIFESTATIONS) and (said := tuple(case.find(_FROM_IT, KINDS))):
        yield Proposal(code="T45.1X5A", evidence=said, path=("Table of Drugs", "antineoplastic", "adverse effect"), score=0.85)


EXAMPLES = (
    note("ASSESSMENT\n1. Anemia due to chemotherapy.", codes=("D64.81", "T45.1X5A"), first="D64.81"),
    note("ASSESSMENT\n1. Nausea and vomiting.", codes=("R11.2",), absent=("T45.1X5A",)),
)
