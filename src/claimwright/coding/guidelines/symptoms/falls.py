"""Repeated falls that are being looked into are R29.6; a history of falls that puts the patient at risk is Z91.81 (I.C.18.d)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.18.d", title="Repeated falls", sections=("I.C.18.d",), order=41)
_REPEATED = re.compile(r"(?:repeated|recurrent|frequent|multiple) falls|fall(?:s|ing)? (?:repeatedly|frequently)", re.I)
_RISK = re.compile(r"history of (?:\w+ )?falls?(?:ing)?|fall risk|at (?:high |increased )?risk (?:for|of) fall(?:s|ing)|prior falls", re.I)


def apply(case: Case) -> Changes:
    """R29.6 for recent falls under investigation, Z91.81 for falls of the past."""
    if not case.has_any(("falls", "fall risk", "falling", "history of a fall", "risk for fall", "risk of fall")):
        return
    if "R29.6" not in case.findings and (words := said(case, ("falls", "falling"), _REPEATED, ASSESSED)):
        yield beside("R29.6", words, "Falls", "repeated")
    if risk := said(case, ("history of", "fall risk", "risk for fall", "risk of fall", "prior falls"), _RISK, ASSESSED, asserted=False):
        yield beside("Z91.81", risk, "History", "personal", "fall")


EXAMPLES = (
    note("ASSESSMENT\n1. Recurrent falls.", codes=("R29.6",), absent=("Z91.81",)),
    note("ASSESSMENT\n1. Hypertension.\n2. History of falls, at high risk for falls.", codes=("I10", "Z91.81"), absent=("R29.6",)),
)
