"""A normal delivery is O80, with Z37.0 and no other chapter 15 code; what complicates it takes its place (I.C.15.n)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import RECORD, beside, said
from .childbirth import delivered

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.n",
    title="Normal delivery",
    sections=(
        "I.C.15.n",
        "I.C.15.b.4",
        "I.C.15.b.5",
    ),
    order=66,
)
_LIVE = re.compile(
    r"(?:healthy |viable |vigorous |live(?:born)? |single(?:ton)? |term |male |female )+(?:infant|newborn|neonate|"
    r"baby|girl|boy|male|female)|(?:breech|vertex|infant|baby)[^.;]{0,30} delivered|"
    r"delivered[^.;]{0,30}(?:male|female|infant|boy|girl)|liveborn|live birth",
    re.I,
)
_TWINS = re.compile(r"\btwins?\b", re.I)
_STILL = re.compile(r"stillb\w+|fetal demise", re.I)
BIRTHS = ("O80", "O82", "O60.1", "O70", "O75.82", "O34.21", "O63", "O64", "O65", "O66", "O68", "O69", "O76", "O77")
"""Codes that tell of a delivery in this encounter."""


def apply(case: Case) -> Changes:
    """O80 yields to other chapter 15 codes; the outcome is added at the mother's delivery."""
    other = [one for one in case.codes("O") if not one.code.startswith(("O80", "O09"))]
    if "O80" in case.findings and (other or case.setting == "outpatient"):
        yield Removal("O80", "excluded", "the delivery is not of this encounter, or not without complication")
    if (
        (case.codes(*BIRTHS) or (case.setting == "inpatient" and case.codes("O") and delivered(case)))
        and not case.codes("Z37")
        and not said(case, ("twin", "stillb", "demise"), _TWINS, RECORD)
    ):
        still = said(case, ("stillb", "demise"), _STILL, RECORD)
        live = said(case, ("infant", "newborn", "neonate", "baby", "live", "girl", "boy", "male"), _LIVE, RECORD)
        if still or live:
            yield beside("Z37.1" if still else "Z37.0", still or live, "Outcome of delivery", "single")


EXAMPLES = (
    note(
        "DISCHARGE DIAGNOSIS\n1. Spontaneous vaginal delivery of a healthy term infant.",
        codes=("O80", "Z37.0"),
        first="O80",
        setting="inpatient",
    ),
    note(
        "DISCHARGE DIAGNOSES\n1. Spontaneous vaginal delivery.\n2. Severe preeclampsia, third trimester.",
        codes=("O14.14",),
        absent=("O80", "O14.13"),
        setting="inpatient",
    ),
)
