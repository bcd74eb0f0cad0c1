"""Pain from a malignancy is G89.3: first when the encounter is for the pain, else after the neoplasm (I.C.2.h, I.C.6.b.5)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.6.b.5",
    title="Neoplasm-related pain",
    sections=(
        "I.C.2.h",
        "I.C.6.b.5",
    ),
    order=59,
)
_PAIN = re.compile(
    r"cancer[- ](?:related )?pain|(?:neoplasm|malignancy|tumou?r)[- ]related pain|pain (?:due to|from|secondary to|"
    r"related to) (?:his |her |the )?(?:\w+ ){0,3}(?:cancer|metast\w+|malignancy|tumou?r)",
    re.I,
)
_CONTROL = re.compile(
    r"(?:admitted|here|presents?|presenting|seen|visit|encounter|follow[- ]?up)[^.\n]{0,40}(?:pain (?:control|"
    r"management)|uncontrolled pain|cancer[- ](?:related )?pain|control of [^.\n]{0,20}pain)",
    re.I,
)


def apply(case: Case) -> Changes:
    """G89.3 beside a malignancy whose pain is told; its place by the reason for the encounter."""
    tumor = case.codes("C")
    if not tumor:
        return
    if words := said(case, ("pain",), _PAIN):
        yield beside("G89.3", words, "Pain", "due to malignancy")
    if "G89.3" in case.findings or words:
        yield First("G89.3" if said(case, ("pain",), _CONTROL, REASON) else tumor[0].code)


EXAMPLES = (
    note(
        "HPI\nShe is admitted for pain control.\n\nASSESSMENT\n1. Cancer-related pain.\n2. Lung cancer.",
        codes=("G89.3", "C34.90"),
        first="G89.3",
    ),
    note("ASSESSMENT\n1. Cancer-related pain.\n2. Lung cancer.", codes=("G89.3", "C34.90"), first="C34.90"),
    note("ASSESSMENT\n1. Lung cancer.", codes=("C34.90",), absent=("G89.3",)),
)
