"""Observation for a suspected condition that is ruled out, without its signs: Z03 or Z04 (I.C.21.c.6)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import RECORD, STORY, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.6", title="Observation, ruled out", sections=("I.C.21.c.6",), order=62)
OBSERVED = (
    (
        "Z04.1",
        re.compile(
            r"(?:examination|evaluation|observation|evaluated|check(?:ed)?)[^.\n]{0,30}(?:after|following) (?:a |an |"
            r"the )?(?:motor vehicle|car|traffic|mva|mvc)[^.\n]{0,20}",
            re.I,
        ),
    ),
    (
        "Z03.6",
        re.compile(
            r"(?:suspected|possible) (?:toxic )?(?:ingestion|poisoning)[^.\n]{0,40}ruled out|"
            r"ruled out (?:for )?(?:toxic )?(?:ingestion|poisoning)",
            re.I,
        ),
    ),
    ("Z03.810", re.compile(r"suspected anthrax[^.\n]{0,30}ruled out", re.I)),
    ("Z03.821", re.compile(r"(?:suspected|possible) ingest\w+ (?:of )?(?:a )?foreign body[^.\n]{0,40}ruled out", re.I)),
)
"""Code -> words (tabular list, Z03 and Z04)."""
_WELL = re.compile(
    r"no (?:injur\w+|complaints?|pain|symptoms?|signs?)|uninjured|asymptomatic|ruled out|without (?:injur\w+|symptoms?)", re.I
)


def apply(case: Case) -> Changes:
    """The observation code where no condition and no sign is reported."""
    if [one for one in case.findings.values() if one.code[0] not in "ZVWXY"]:
        return
    for code, pattern in OBSERVED:
        words = said(case, ("ruled out", "after", "following"), pattern, STORY, asserted=False)
        well = said(case, ("no ", "uninjured", "asymptomatic", "ruled out", "without"), _WELL, RECORD, asserted=False)
        if words and well and not case.codes("Z03", "Z04"):
            yield beside(code, (*words, *well), "Observation")
            yield First(code)
            return


EXAMPLES = (
    note(
        "HPI\nBrought in for evaluation after a motor vehicle accident. No complaints.\n\nASSESSMENT\n1. No injury found.",
        codes=("Z04.1",),
        first="Z04.1",
    ),
    note(
        "HPI\nBrought in for evaluation after a motor vehicle accident.\n\nASSESSMENT\n1. Left wrist sprain.",
        codes=("S63.502A",),
        absent=("Z04.1",),
    ),
)
