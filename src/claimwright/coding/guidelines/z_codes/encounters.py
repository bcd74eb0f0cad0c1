"""Encounters for examination, screening, immunisation, treatment, aftercare: why the patient came (I.C.21.c, IV.M to IV.P)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case
from ...text import Sentence
from ..model import Changes, First, Guideline, Proposal, note
from ..reading import Rows

RULE = Guideline(
    id="icd10cm-guideline-I.C.21.c",
    title="Encounters and screening",
    sections=("I.C.21.c.2", "I.C.21.c.5", "I.C.21.c.7", "I.C.21.c.13", "I.C.2.e.2"),
    order=55,
)
KINDS = frozenset(
    {
        "chief_complaint",
        "hpi",
        "untitled",
        "assessment",
        "assessment_plan",
        "diagnosis",
        "plan",
        "indication",
        "procedure",
        "other",
        "course",
        "instructions",
        "discharge_diagnosis",
    }
)
REASON = frozenset({"chief_complaint", "hpi", "untitled", "assessment", "assessment_plan", "diagnosis", "indication", "plan", "procedure"})
STORY = ("hpi", "untitled")
_LATER = re.compile(
    r"\b(?:order(?:ed)?|schedul\w+|refer\w*|due|recommend\w*|will|next|last|declin\w+|refus\w+|up to date|"
    r"discuss\w*|overdue|plan(?:ned|s)?|consider\w*|needs?|previous|ago|return)\b",
    re.I,
)


@cache
def _table() -> Rows:
    return Rows(tables("claimwright.coding.guidelines.z_codes")["encounters"]["encounter"])


def apply(case: Case) -> Changes:
    """Propose each encounter code whose words stand where a reason for the visit stands."""
    preventive = False
    for row, words in _table().told(case):
        if not _may_stand(case, row) or not _age_fits(case, row) or case.reports(*row.get("unless", ())):
            continue
        kinds = frozenset(row["kinds"]) if "kinds" in row else REASON if row["first"] else KINDS
        screens = preventive and row["code"].startswith(SCREENING)
        spans = tuple(case.find(words, kinds, asserted=False)) if row.get("now") or screens else _told(case, words, kinds)
        if screens:  # ordered at an examination that prevents, it is part of it (I.C.21.c.5)
            spans = tuple(span for span in spans if not _is_not_meant(case, span))
        if spans:
            preventive = preventive or row["code"].startswith(EXAMINED)
            code = _abnormal(case, row["code"])
            yield Proposal(code=code, evidence=spans, path=("Encounter", spans[0].text.lower()), score=0.85)
            if row["first"]:
                yield First(code)


SCREENING, EXAMINED = ("Z12", "Z13"), ("Z00.0", "Z01.4")
_OTHER_TIME = re.compile(r"\b(?:last|declin\w+|refus\w+|up to date|UTD|overdue|discuss\w*|ago|normal|neg\w*|starts?|(?:19|20)\d\d)\b", re.I)


def _is_not_meant(case: Case, span: Evidence) -> bool:
    one = case.sentence_at(span.document, span.start)
    return one is None or bool(_OTHER_TIME.search(one.text))


def _told(case: Case, pattern: re.Pattern[str], kinds: frozenset[str]) -> tuple[Evidence, ...]:
    """Where the words stand for this visit; what an indication or a chief complaint names is its reason whatever stands around it."""
    asserted = tuple(case.find(pattern, kinds)) or tuple(case.find(pattern, kinds & NAMING, asserted=False))
    return tuple(span for span in asserted if span.text.lower().endswith("today") or not _is_for_later(case, span.document, span.start))


NAMING = frozenset({"indication", "chief_complaint"})


def _abnormal(case: Case, code: str) -> str:
    """Z00.00 is without, Z00.01 with abnormal findings (I.C.21.c.13); an abnormality found today is a query for a person, not our guess."""
    return code


_HERE = re.compile(
    r"\b(?:here|presents?|presenting|comes?|came|seen|visit|in today|today for|returns?|admitted|arrives?|encounter)\b", re.I
)


def _may_stand(case: Case, row: dict[str, Any]) -> bool:
    return case.has_any(row["stems"]) and all(map(case.has_any, row.get("needs", ())))


def _age_fits(case: Case, row: dict[str, Any]) -> bool:
    if "ages" not in row:
        return True
    low, high = row["ages"]
    if case.patient.age is None and row.get("unknown"):
        return True
    return bool(low <= (case.patient.age if case.patient.age is not None else 40) <= high)


def _is_title(case: Case, line: Sentence) -> bool:
    """Whether the sentence opens the note, in a few words ("12-month well child check")."""
    return len(line.text.split()) <= TITLE and any(line is one for one in case.sentences[:3])


TITLE = 10
"""Words of a note's own title."""


def _is_for_later(case: Case, document: str, start: int) -> bool:
    """Whether the sentence speaks of another time or, within the story, does not say that the patient came for this."""
    one = case.sentence_at(document, start)
    if one is None:
        return False
    return bool(_LATER.search(one.text)) or (one.section in STORY and not _HERE.search(one.text) and not _is_title(case, one))


EXAMPLES = (
    note(
        "CHIEF COMPLAINT\nAnnual physical.\n\nASSESSMENT\n1. Healthy adult.\n\nPLAN\nOrder screening mammogram.",
        codes=("Z00.00", "Z12.31"),
        first="Z00.00",
    ),
    note(
        "COLONOSCOPY\nINDICATION: Surveillance; adenomatous polyps removed 2021.\n\nIMPRESSION\n1. Diverticulosis of the sigmoid colon.",
        codes=("Z12.11", "K57.30"),
        first="Z12.11",
    ),
    note("CHIEF COMPLAINT\nAnnual physical.\n\nASSESSMENT\n1. Hypertension.", codes=("Z00.00", "I10"), first="Z00.00"),
    note(
        "HPI\nShe is here for cycle 3 of chemotherapy.\n\nASSESSMENT\n1. Breast cancer, left.", codes=("Z51.11", "C50.912"), first="Z51.11"
    ),
    note(
        "INDICATION\nScreening for colorectal cancer, average risk.\n\nIMPRESSION\n1. Colon polyp.",
        codes=("Z12.11", "K63.5"),
        first="Z12.11",
    ),
    note("ASSESSMENT\n1. Hypertension. Screening colonoscopy ordered.", codes=("I10",), absent=("Z12.11",)),
)
