"""Status: devices, grafts and artificial joints in place, beside the disease they are for (I.C.21.c.3)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-devices", title="Devices in place", sections=("I.C.21.c.3",), order=54)
_NOT_YET = re.compile(
    r"\b(?:discuss\w*|consider\w*|recommend\w*|schedul\w*|plan(?:ned|s)?|candidate|option\w*|will|would|refer\w*|"
    r"procedure|declin\w+|possible|future|before|prior to|pre-?op\w*|eventual\w*|delay|put off|therapy|undergo)\b",
    re.I,
)
_NONE = re.compile(r"\b(?:no|denies|without|never)\b(?! (?:fired|discharg\w+|shock\w*|therap\w+))", re.I)
_BEFORE = re.compile(r"\b(?:19|20)\d\d\b|\bago\b|prior|previous|history|old|s/p|status post|known|with (?:an? )?ICD|since", re.I)
KINDS = frozenset(
    {
        "hpi",
        "untitled",
        "history",
        "surgical_history",
        "problem_list",
        "assessment",
        "assessment_plan",
        "diagnosis",
        "discharge_diagnosis",
        "chief_complaint",
    }
)
_SIDE_DIGIT = {"right": "1", "left": "2", "bilateral": "3"}


@cache
def _rows() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    rows = tables("claimwright.coding.guidelines.z_codes")["devices"]["device"]
    return tuple((re.compile(rf"(?<!\w)(?:{row['words']})(?!\w)", re.I), row) for row in rows)


def apply(case: Case) -> Changes:
    """Propose each device that the record says is in place."""
    for pattern, row in _rows():
        if not case.codes(*row["with"]):
            continue
        for code, spans in _placed(case, pattern, row).items():
            yield Proposal(code=code, evidence=tuple(spans), path=("Presence", spans[0].text.lower()), score=0.85)


def _placed(case: Case, pattern: re.Pattern[str], row: dict[str, Any]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for span in case.find(pattern, KINDS, asserted=False):
        line = case.sentence_at(span.document, span.start)
        text = line.text if line else ""
        if _NOT_YET.search(text) or _NONE.search(text):
            continue
        if case.setting == "inpatient" and row.get("done") and not _BEFORE.search(text):
            continue  # what this stay put in is its procedure
        side = side_of(text)
        code = row["code"] if not row.get("sided") else row["code"] + _SIDE_DIGIT[side] if side in _SIDE_DIGIT else ""
        if code:
            found.setdefault(code, []).append(span)
    return found


EXAMPLES = (
    note("HISTORY\nDrug-eluting stent in 2021.\n\nASSESSMENT\n1. Coronary artery disease.", codes=("I25.10", "Z95.5")),
    note("HPI\nThe left knee was replaced in 2018.\n\nASSESSMENT\n1. Osteoarthritis of the right knee.", codes=("M17.11", "Z96.652")),
    note("ASSESSMENT\n1. Osteoarthritis of the right knee. We discussed knee replacement.", codes=("M17.11",), absent=("Z96.651",)),
)
