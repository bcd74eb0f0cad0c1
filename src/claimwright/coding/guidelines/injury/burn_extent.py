"""Extent of burns: T31 by the share of body surface, and of it the share burned to the third degree (I.C.19.d.6)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, beside, instead, said

RULE = Guideline(id="icd10cm-guideline-I.C.19.d.6", title="Extent of burns", sections=("I.C.19.d.6",), order=66)
_SURFACE = re.compile(
    r"(\d{1,2}(?:\.\d)?) ?(?:%|percent) (?:of )?(?:the )?(?:tbsa|total body surface(?: area)?|body surface)|"
    r"tbsa (?:of |is |was |: ?)?(?:approximately )?(\d{1,2}(?:\.\d)?) ?(?:%|percent)",
    re.I,
)
_DEEP = re.compile(
    r"(\d{1,2}(?:\.\d)?) ?(?:%|percent)[^.,;\n]{0,20}(?:third[- ]degree|full[- ]thickness)"
    r"|(?:third[- ]degree|full[- ]thickness) (?:burns? )?(?:of |over |on )?(\d{1,2}(?:\.\d)?) ?(?:%|percent)",
    re.I,
)


def apply(case: Case) -> Changes:
    """T31 with the tens of the total and of the third degree; nothing without a burn and a number."""
    burns = case.codes("T20", "T21", "T22", "T23", "T24", "T25", "T30.0")
    total = said(case, ("tbsa", "body surface"), _SURFACE, RECORD)
    if not burns or not total:
        return
    deep = said(case, ("third", "full"), _DEEP, RECORD)
    tens, deep_tens = _tens(_SURFACE, total[0].text), min(_tens(_DEEP, deep[0].text) if deep else 0, _tens(_SURFACE, total[0].text))
    code = "T31.0" if tens == 0 else f"T31.{tens}{deep_tens}"
    path = ("Burn", "extent", total[0].text)
    if "T30.0" in case.findings:  # without a site the extent alone is reported
        yield instead(case.findings["T30.0"], code, (*total, *deep), path)
    else:
        yield beside(code, (*total, *deep), *path)


def _tens(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return int(float(match[1] or match[2]) // 10) if match else 0


EXAMPLES = (
    note("ASSESSMENT\n1. Second degree burn of right forearm, 4% TBSA.", codes=("T22.211A", "T31.0")),
    note("ASSESSMENT\n1. Third degree burn of left thigh, 25% TBSA, 12% third degree.", codes=("T31.21",)),
    note("ASSESSMENT\n1. Burns, 12% TBSA.", codes=("T31.10",), absent=("T30.0",)),
    note("ASSESSMENT\n1. Second degree burn of right forearm.", codes=("T22.211A",), absent=("T31.0",)),
)
