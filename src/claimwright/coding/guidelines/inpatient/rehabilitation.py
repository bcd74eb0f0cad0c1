"""A stay for rehabilitation: the condition that needs it first; an injury's code with D, a stroke's deficits as I69 (II.K)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, said

RULE = Guideline(id="icd10cm-guideline-II.K", title="Rehabilitation", sections=("II.K",), order=82, settings=("inpatient",))
_REHAB = re.compile(r"(?:admitted|admission|transferred)[^.\n]{0,50}rehab\w*|rehabilitation (?:stay|admission|unit)", re.I)
NEEDS = ("I69", "G81", "G82", "G83", "S", "Z47", "Z48", "M80", "M84", "G35", "G20", "G61")


def apply(case: Case) -> Changes:
    """Lead with the deficit or the injury that rehabilitation is for."""
    needs = case.codes(*NEEDS)
    if needs and not case.first and said(case, ("rehab",), _REHAB, REASON | {"course"}):
        yield First(needs[0].code)


EXAMPLES = (
    note(
        "HPI\nAdmitted for rehabilitation.\n\nDISCHARGE DIAGNOSES\n1. Hypertension.\n2. Left hemiparesis after stroke.",
        codes=("I69.354", "I10"),
        first="I69.354",
        setting="inpatient",
    ),
    note(
        "HPI\nAdmitted for chest pain.\n\nDISCHARGE DIAGNOSES\n1. Hypertension.\n2. Left hemiparesis after stroke.",
        codes=("I69.354", "I10"),
        first="I10",
        absent=("I63.9",),
        setting="inpatient",
    ),
)
