"""Adverse effect of a drug that was rightly taken: the nature of it first, then T36 to T50 with 5 (I.C.19.e.5.a)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, beside, instead, line_at, together
from .table_of_drugs import ADVERSE, drug_code

RULE = Guideline(id="icd10cm-guideline-I.C.19.e.5.a-drug", title="Adverse effect of a drug", sections=("I.C.19.e.5.a",), order=59)
_LINK = re.compile(
    r"(?:due to|secondary to|caused by|induced by|because of|reaction to|(?:side|adverse) effects? of|effect of|"
    r"from|d/t|2/2|constipation (?:on|with)|attribut\w+ (?:\w+ ){1,6}to|interaction (?:with|from|of)) "
    r"(?:(?:his|her|the|a|recent|prior|previous|past|chronic|long[- ]term|use of|taking|oral|iv) )*"
    r"([a-z-]{4,})(?! deficien| pump| defici| resist)|"
    r"\b([a-z-]{4,})[- ](?:induced|related|associated)|"
    r"\b(statins?|steroids?|opioids?|opiates?|nsaids?|amiodarone|lithium|metformin|chemotherapy|methotrexate|ace[- ]inhibitor|lisinopril) "
    r"(?=myalgias?|myopathy|cough|constipation|hyperglycemia|gastritis|gastropathy|nephropathy|angioedema|tremor|colitis|neuropathy)",
    re.I,
)
_WRONG = re.compile(
    r"over-?dos\w*|poison\w*|too (?:much|many)|wrong|suicid\w*|intentional|not taking|ran out|stopp?ed|"
    r"non-?complian\w*|non-?adheren\w*|withdraw\w*|abuse|underdos\w*|missed|allergy to|hold|held",
    re.I,
)
FORMS = {
    "E03.9": "E03.2",
    "K59.00": "K59.03",
    "K59.09": "K59.03",
    "D69.6": "D69.59",
    "D70.9": "D70.2",
    "K12.30": "K12.32",
    "G62.9": "G62.0",
    "K85.90": "K85.30",
    "K52.9": "K52.1",
    "G72.9": "G72.0",
    "I95.9": "I95.2",
    "L30.9": "L27.0",
    "J84.9": "J70.4",
}
"""Condition -> the same condition due to a drug (Alphabetic Index, "due to drug")."""
BY_CHEMOTHERAPY = {"D70.9": "D70.1", "K12.30": "K12.31"}
"""The same due to antineoplastic drugs, where that is another code."""
ALLERGIC = ("T78.3", "T78.4")
"""Codes of chapter 19 that are the nature of an effect."""
STEMS = (
    "due to",
    "d/t",
    "2/2",
    "secondary to",
    "caused by",
    "induced",
    "because of",
    "reaction to",
    "effect",
    "from",
    "attribut",
    "interaction",
    "-related",
    "associated",
)


def apply(case: Case) -> Changes:
    """T..5A for each drug that the statement of a reported condition gives as its cause."""
    if not case.has_any(STEMS):
        return
    for span in case.find(_LINK, ASSESSED | ({"course", "hpi", "procedure"} if case.setting == "inpatient" else {"procedure"})):
        match, line = _LINK.search(span.text), line_at(case, span)
        code = drug_code(case, match[1] or match[2] or match[3], ADVERSE) if match else None
        if code is None or line is None or _WRONG.search(line.text) or case.codes(code[:6]):
            continue
        natures = [
            found
            for found in case.findings.values()
            if (found.code[0] not in "TZ" or found.code.startswith(ALLERGIC)) and together(case, found, (span,))
        ]
        for found in natures:
            if found.code in FORMS:
                form = BY_CHEMOTHERAPY.get(found.code, FORMS[found.code]) if code.startswith("T45.1X") else FORMS[found.code]
                yield instead(found, form, (span,), ("due to drug",))
        if natures:
            yield beside(code, (span,), "Table of Drugs", "adverse effect", (match[1] or match[2] or match[3]).lower() if match else "")


EXAMPLES = (
    note("ASSESSMENT\n1. Rash due to amoxicillin.", codes=("R21", "T36.0X5A"), first="R21"),
    note("ASSESSMENT\n1. Acute kidney injury due to lisinopril.", codes=("N17.9", "T46.4X5A"), first="N17.9"),
    note("ASSESSMENT\n1. Hypothyroidism caused by amiodarone.", codes=("E03.2", "T46.2X5A"), absent=("E03.9",), first="E03.2"),
    note("ASSESSMENT\n1. Rash due to poison ivy.", absent=("T36.0X5A",), codes=("L23.7",)),
    note("ASSESSMENT\n1. Somnolence due to morphine overdose.", absent=("T40.2X5A",), codes=()),
)
