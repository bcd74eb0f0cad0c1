"""General examination with abnormal findings, new or worse: Z00.01 or Z00.121, and the finding (I.C.21.c.13, IV.P)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import ASSESSED, instead, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.21.c.13",
    title="Examination with abnormal findings",
    sections=(
        "I.C.21.c.13",
        "IV.P",
    ),
    order=69,
)
_NEW = re.compile(
    r"\bnew(?:ly)?(?:[- ](?:onset|diagnosed|diagnosis|finding))?\b|abnormal|uncontrolled|worsen\w+|not (?:at goal|"
    r"controlled)|elevated|exacerbat\w+|found to have",
    re.I,
)
_SAID = re.compile(r"\b(?:with|w/?) (?:an )?abnormal findings?", re.I)
ABNORMAL = {"Z00.00": "Z00.01", "Z00.129": "Z00.121", "Z01.419": "Z01.411", "Z01.00": "Z01.01", "Z01.10": "Z01.118"}
ACUTE = ("R", "J0", "H66", "H65", "L0", "N39.0", "J2", "S", "B0", "K59.0")


def apply(case: Case) -> Changes:
    """The code with abnormal findings where a finding of this visit is called new or worse, or is an acute condition or a sign."""
    for plain, abnormal in ABNORMAL.items():
        exam = case.findings.get(plain)
        if exam is None:
            continue
        if words := said(case, ("abnormal finding",), _SAID, ASSESSED):
            yield instead(exam, abnormal, words)
            yield First(abnormal)
            return
        for found in case.findings.values():
            words = together(
                case,
                found,
                said(
                    case,
                    ("new", "abnormal", "uncontrolled", "worse", "not at goal", "not controlled", "elevated", "exacerbat", "found"),
                    _NEW,
                    ASSESSED,
                ),
            )
            if found is not exam and found.code[0] not in "Z" and (words or found.code.startswith(ACUTE)):
                yield instead(exam, abnormal, (*found.evidence, *words))
                yield First(abnormal)
                return


EXAMPLES = (
    note(
        "CHIEF COMPLAINT\nAnnual physical.\n\nASSESSMENT\n1. Newly diagnosed hypertension.",
        codes=("Z00.01", "I10"),
        absent=("Z00.00",),
        first="Z00.01",
    ),
    note(
        "4 MONTH WELL VISIT\n\nASSESSMENT\n1. Well infant with abnormal findings.\n2. Umbilical hernia.",
        codes=("Z00.121", "K42.9"),
        absent=("Z00.129",),
        first="Z00.121",
        age=0,
    ),
    note("CHIEF COMPLAINT\nAnnual physical.\n\nASSESSMENT\n1. Hypertension.", codes=("Z00.00", "I10"), absent=("Z00.01",), first="Z00.00"),
)
