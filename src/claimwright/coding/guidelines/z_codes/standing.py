"""Status and history that stand for themselves: lost organs, joints and lenses replaced, allergies, past clots (I.C.21.c.3, I.C.21.c.4)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note
from ..reading import Rows, line_at

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-standing", title="Status and history", sections=("I.C.21.c.3", "I.C.21.c.4"), order=51)
KINDS = frozenset(
    {"hpi", "untitled", "history", "surgical_history", "problem_list", "chief_complaint", "social_history", "assessment", "assessment_plan"}
    | {"diagnosis", "discharge_diagnosis", "indication", "preoperative"}
)
ALLERGIES = KINDS | {"allergies", "plan", "other", "medications"}
_ALLERGIC = re.compile(r"\ballerg\w+|\banaphyla\w+", re.I)
_NO = re.compile(
    r"\b(?:no known|NKDA|NKA|denies|denied|no|not|never|none|without|candidate|discuss\w*|consider\w*|recommend\w*|refer\w*|"
    r"schedul\w*|plan(?:ned|s)?|will|would|may|declin\w+|if|possible|mother|father|sister|brother|aunt|wife|husband|tolerat\w+|negative|wants|desires)\b",
    re.I,
)
_SIDE_DIGIT = {"right": "1", "left": "2", "bilateral": "3"}


@cache
def _table() -> Rows:
    return Rows(tables("claimwright.coding.guidelines.z_codes")["standing"]["status"])


def apply(case: Case) -> Changes:
    """Report each status whose words stand in the record as the patient's own."""
    if case.everything:
        return  # what the books' own words name is counted there already
    for row, words in _table().told(case):
        if row.get("stems") and not case.has_any(row["stems"]):
            continue
        if row.get("allergy") and not (case.has_any(("allerg", "anaphyla")) and (case.setting == "inpatient" or row.get("office"))):
            continue
        if case.codes(row["code"], *row.get("unless", ())) or ("with" in row and not case.codes(*row["with"])):
            continue
        if case.setting == "outpatient" and "visit_with" in row and not case.codes(*row["visit_with"]):
            continue
        for code, spans in _told(case, words, row).items():
            if case.billable(code):
                yield Proposal(code=code, evidence=tuple(spans), path=("Status", spans[0].text.lower()), score=0.85)


def _told(case: Case, pattern: re.Pattern[str], row: dict[str, Any]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    kinds = frozenset(row["kinds"]) if "kinds" in row else ALLERGIES if row.get("allergy") else KINDS
    kinds |= frozenset(row.get("also", ()))
    for span in case.find(pattern, kinds, asserted=False):
        line = line_at(case, span)
        if line is None or _NO.search(clause := _clause(line.text, span.start - line.start, span.end - line.start)):
            continue
        if row.get("allergy") and span.section != "allergies" and not _ALLERGIC.search(line.text):
            continue
        side = side_of(clause)
        code = row["code"] + _SIDE_DIGIT[side] if row.get("sided") and side in _SIDE_DIGIT else "" if row.get("alone") else row["code"]
        if code:
            found.setdefault(code, []).append(span)
    return found


def _clause(text: str, start: int, end: int) -> str:
    """The words between the commas and stops around a place."""
    begin = max(text.rfind(mark, 0, start) for mark in ",;.(") + 1
    stop = min((at for mark in ",;.)" if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[begin:stop]


EXAMPLES = (
    note("ALLERGIES: Penicillin\n\nDISCHARGE DIAGNOSES\n1. Gout.", codes=("M10.9", "Z88.0"), setting="inpatient"),
    note(
        "HISTORY\nHysterectomy 2018, left mastectomy 2004. Allergies: latex.\n\nASSESSMENT\n1. Cystocele.",
        codes=("N81.10", "Z90.710", "Z90.12", "Z91.040"),
    ),
    note(
        "HPI\nA hysterectomy was discussed. Her sister is allergic to penicillin.\n\nASSESSMENT\n1. Uterine fibroids.",
        codes=("D25.9",),
        absent=("Z90.710", "Z88.0"),
    ),
)
