"""Adverse effect of a drug that was rightly taken: the nature of it first, then T36 to T50 with 5 (I.C.19.e.5.a)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, beside, line_at, together
from .table_of_drugs import ADVERSE, drug_code

RULE = Guideline(id="icd10cm-guideline-I.C.19.e.5.a-drug", title="Adverse effect of a drug", sections=("I.C.19.e.5.a",), order=59)
_LINK = re.compile(
    r"(?:due to|secondary to|caused by|induced by|because of|reaction to|(?:side|adverse) effects? of|effect of|"
    r"from) (?:(?:his|her|the|a|recent|chronic|long[- ]term|use of|taking|oral|iv) )*([a-z-]{4,})(?! deficien)|"
    r"\b([a-z-]{4,})[- ](?:induced|related|associated)",
    re.I,
)
_WRONG = re.compile(
    r"over-?dos\w*|poison\w*|too (?:much|many)|wrong|suicid\w*|intentional|not taking|ran out|stopp?ed|"
    r"non-?complian\w*|non-?adheren\w*|withdraw\w*|abuse|underdos\w*|missed|allergy to|hold|held",
    re.I,
)
STEMS = ("due to", "secondary to", "caused by", "induced", "because of", "reaction to", "effect", "from", "-related", "associated")


def apply(case: Case) -> Changes:
    """T..5A for each drug that the statement of a reported condition gives as its cause."""
    if not case.has_any(STEMS):
        return
    for span in case.find(_LINK, ASSESSED):
        match, line = _LINK.search(span.text), line_at(case, span)
        code = drug_code(case, match[1] or match[2], ADVERSE) if match else None
        if code is None or line is None or _WRONG.search(line.text) or case.codes(code[:6]):
            continue
        if any(found.code[0] not in "TZ" and together(case, found, (span,)) for found in case.findings.values()):
            yield beside(code, (span,), "Table of Drugs", "adverse effect", (match[1] or match[2]).lower() if match else "")


EXAMPLES = (
    note("ASSESSMENT\n1. Rash due to amoxicillin.", codes=("R21", "T36.0X5A"), first="R21"),
    note("ASSESSMENT\n1. Acute kidney injury due to lisinopril.", codes=("N17.9", "T46.4X5A"), first="N17.9"),
    note("ASSESSMENT\n1. Rash due to poison ivy.", absent=("T36.0X5A",), codes=("L23.7",)),
    note("ASSESSMENT\n1. Somnolence due to morphine overdose.", absent=("T40.2X5A",), codes=()),
)
