"""Encounter for pain control: the pain is listed first, then its cause, unless the cause itself is treated (I.C.6.b.1.a)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.6.b.1.a",
    title="Encounter for pain management",
    sections=(
        "I.C.6.b.1.a",
        "I.C.6.b.1.b.ii",
    ),
    order=84,
)
_FOR = re.compile(
    r"(?:admitted|here|presents?|presenting|seen|visit|encounter|"
    r"referred)[^.\n]{0,30}for (?:\w+ ){0,3}(?:pain (?:control|management)|(?:epidural|nerve block|trigger point|"
    r"facet)\w*(?: \w+){0,2} injections?|nerve block|spinal cord stimulator)",
    re.I,
)


def apply(case: Case) -> Changes:
    """G89 first where the encounter is for the pain; the malignancy's pain has a rule of its own."""
    pain = [one for one in case.codes("G89") if one.code != "G89.3"]
    if pain and not case.first and said(case, ("pain", "block", "injection", "stimulator"), _FOR, REASON):
        yield First(pain[0].code)


EXAMPLES = (
    note(
        "HPI\nHe is here for pain management.\n\nASSESSMENT\n1. Lumbar spinal stenosis.\n2. Chronic pain syndrome.",
        codes=("G89.4", "M48.061"),
        first="G89.4",
    ),
    note("ASSESSMENT\n1. Lumbar spinal stenosis.\n2. Chronic pain syndrome.", codes=("G89.4",), first="M48.061", absent=("G89.29",)),
)
