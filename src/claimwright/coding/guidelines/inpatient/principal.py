"""Principal diagnosis of a stay whose record has no list of diagnoses: what the patient was admitted for, else what is told first (II)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import STATED, Case, Finding
from ..model import Changes, First, Guideline, note
from ..outpatient.first_listed import NEVER_FIRST, leader_of
from ..reading import said

RULE = Guideline(id="icd10cm-guideline-II", title="Principal diagnosis", sections=("II",), order=88, settings=("inpatient",))
_FOR = re.compile(
    r"(?:(?:re)?admitted|admission|came(?: in| to us)?|comes|presented|presents|brought in|arrived|transferred|hospitali[sz]ed|"
    r"reason|treated here)"
    r"\b[^.;\n]{0,60}?\b(?:for|with|because of|due to|after)\b|reason(?: for (?:admission|stay))?:",
    re.I,
)
STEMS = ("admi", "came", "comes", "present", "brought", "arrived", "transferred", "hospitali", "reason", "treated")
LISTED = frozenset({"discharge_diagnosis", "diagnosis", "assessment", "assessment_plan"})


def apply(case: Case) -> Changes:
    """Put the reason for the admission first, where nothing ranks the diagnoses."""
    may = [found for found in case.findings.values() if not NEVER_FIRST.match(found.code) and found.code[0] not in "RZVWXY"]
    if case.first or not may or any(found.level == STATED or span.section in LISTED for found in may for span in found.evidence):
        return
    told = said(case, STEMS, _FOR, None, asserted=False)
    reasons = [found for found in may if any(_follows(place, span) for place in _places(found) for span in told)]
    chosen = min(reasons or may, key=lambda found: (*min(_places(found)), found.code))
    leader = leader_of(chosen, list(case.findings.values()))
    yield First((leader or chosen).code)


REACH = 60
"""Characters behind "admitted for" in which the reason begins."""


def _follows(place: tuple[str, int], span: Evidence) -> bool:
    return place[0] == span.document and 0 <= place[1] - span.end < REACH


def _places(found: Finding) -> list[tuple[str, int]]:
    return [(span.document, span.start) for span in found.evidence]


EXAMPLES = (
    note(
        "She has hypertension and gout. She was admitted for cellulitis of the left leg and treated with cefazolin.",
        codes=("L03.116", "I10"),
        first="L03.116",
        setting="inpatient",
    ),
    note(
        "DISCHARGE DIAGNOSES\n1. Gout.\n2. Hypertension.\n\nHPI\nAdmitted for hypertension.",
        first="M10.9",
        absent=("I11.9",),
        setting="inpatient",
    ),
)
