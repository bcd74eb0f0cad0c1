"""HIV disease is B20 and stays it; Z21 only while no HIV-related condition is told; both never together (I.C.1.a.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import beside, evidence_of, instead, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.1.a.2",
    title="HIV disease or status",
    sections=(
        "I.C.1.a.2.d",
        "I.C.1.a.2.f",
    ),
    order=27,
)
RELATED = ("B59", "C46", "B37.1", "B37.81", "B45", "A31", "B58", "A81.2", "B25", "F02", "G93.4", "R64")

_DISEASE = re.compile(r"\bAIDS\b|HIV disease|acquired immun(?:e|o)[ -]?deficiency syndrome|HIV[- ]related (?:illness|disease)")
"""Words of the disease; case counts, for aids are also helps."""


def apply(case: Case) -> Changes:
    """Z21 becomes B20 beside an HIV-related condition; the disease stands over the status."""
    if "B20" not in case.findings and (words := said(case, ("aids", "hiv", "immun"), _DISEASE)):
        yield beside("B20", words, "Human immunodeficiency virus disease")
    status, disease = case.findings.get("Z21"), case.findings.get("B20")
    if status and disease:
        yield Removal("Z21", "replaced-by-combination", "HIV disease is reported")
    elif status and case.codes(*RELATED):
        yield instead(status, "B20", evidence_of(*case.codes(*RELATED)), ("Human immunodeficiency virus disease",))


EXAMPLES = (
    note("ASSESSMENT\n1. HIV positive, asymptomatic.", codes=("Z21",), absent=("B20",)),
    note("ASSESSMENT\n1. AIDS.\n2. HIV positive.", codes=("B20",), absent=("Z21",)),
)
