"""Chronic pain that the provider calls so: G89.2- tells that it is chronic, beside the code of the site (I.C.6.b.1.b, I.C.6.b.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-I.C.6.b", title="Chronic pain", sections=("I.C.6.b.1.b.ii", "I.C.6.b.4"), order=52)
_CHRONIC = re.compile(r"chronic (?:\w+ ){0,3}?pain(?! syndrome)", re.I)
KINDS = frozenset({"assessment", "assessment_plan", "diagnosis", "discharge_diagnosis"})
SITES = ("M54", "M25.5", "M79.6", "M79.1", "R10")


def apply(case: Case) -> Changes:
    """G89.29 beside a site-specific pain code whose statement says chronic."""
    if case.codes(*SITES) and (said := tuple(case.find(_CHRONIC, KINDS))):
        yield Proposal(code="G89.29", evidence=said, path=("Pain", "chronic"), score=0.85)


EXAMPLES = (
    note("ASSESSMENT\n1. Chronic low back pain.", codes=("M54.50", "G89.29")),
    note("ASSESSMENT\n1. Low back pain.", codes=("M54.50",), absent=("G89.29",)),
)
