"""A cancer of the breast is coded to its quadrant where the record tells one (I.B.2; Table of Neoplasms, breast)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, said

RULE = Guideline(id="icd10cm-guideline-I.B.2-breast", title="Quadrant of a breast cancer", sections=("I.B.2", "I.B.18"), order=19)
_QUADRANT = re.compile(
    r"\b(?P<q4>upper[- ]outer quadrant|UOQ)|\b(?P<q2>upper[- ]inner quadrant|UIQ)|\b(?P<q5>lower[- ]outer quadrant|LOQ)|"
    r"\b(?P<q3>lower[- ]inner quadrant|LIQ)|\b(?P<q6>axillary tail)\b",
    re.I,
)


def apply(case: Case) -> Changes:
    """The fourth character by the one quadrant that the record tells."""
    for found in case.codes("C50.9"):
        words = said(case, ("quadrant", "uoq", "uiq", "loq", "liq", "axillary tail"), _QUADRANT, STORY, asserted=False)
        told = {match.lastgroup for span in words if (match := _QUADRANT.match(span.text))}
        if len(told) == 1:
            yield instead(found, f"C50.{str(told.pop())[1:]}{found.code[5:]}", words)


EXAMPLES = (
    note("HPI\nLeft breast, upper outer quadrant, ductal.\n\nASSESSMENT\n1. Left breast cancer.", codes=("C50.412",), absent=("C50.912",)),
    note("ASSESSMENT\n1. Left breast cancer.", codes=("C50.912",), absent=("C50.412",)),
)
