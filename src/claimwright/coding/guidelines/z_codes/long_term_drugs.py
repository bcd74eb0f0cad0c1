"""Long-term drugs beside the condition they are for: antiplatelets, steroids, hormone blockers, opioids, ... (I.C.21.c.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import beside, line_at

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-drugs", title="Long-term drug therapy", sections=("I.C.21.c.3",), order=52)
DRUGS = (
    (
        "Z79.02",
        re.compile(r"clopidogrel|plavix|ticagrelor|brilinta|prasugrel", re.I),
        ("I20", "I25", "I63", "I70", "I73", "Z95.5", "Z86.73", "I69"),
    ),
    ("Z79.811", re.compile(r"anastrozole|letrozole|exemestane|arimidex|femara|aromasin", re.I), ("C50",)),
    ("Z79.810", re.compile(r"tamoxifen|raloxifene", re.I), ("C50",)),
    (
        "Z79.52",
        re.compile(
            r"(?:chronic|long[- ]term|daily|maintenance) (?:oral )?(?:prednisone|steroids?|corticosteroids?)|"
            r"prednisone \d+ ?mg (?:daily|every day|once)",
            re.I,
        ),
        ("M05", "M06", "M31", "M32", "M35", "L40", "D86", "J84", "Z94", "K50", "K51"),
    ),
    ("Z79.631", re.compile(r"methotrexate", re.I), ("M05", "M06", "L40")),
    (
        "Z79.891",
        re.compile(r"(?:chronic|long[- ]term) (?:opioids?|opiates?|narcotics?)|(?:opioid|pain) (?:agreement|contract)", re.I),
        ("G89", "M54", "C", "M79"),
    ),
    ("Z79.83", re.compile(r"alendronate|fosamax|risedronate|ibandronate|zoledronic", re.I), ("M80", "M81")),
)
"""Code -> words -> conditions that the drug is for (tabular list, Z79)."""
_CHANGED = re.compile(
    r"\b(?:start(?:ed|ing)?|initiat\w+|consider\w*|stopp?\w*|discontinu\w+|declin\w+|allerg\w+|held|hold|trial|"
    r"add(?:ed)?|discuss\w*|option\w*|begin|previous\w*|failed|tried)\b",
    re.I,
)
KINDS = frozenset({"medications", "hpi", "assessment", "assessment_plan", "plan", "untitled"})


def apply(case: Case) -> Changes:
    """The status of each drug that the record shows in use."""
    for code, pattern, conditions in DRUGS:
        if code in case.findings or not case.codes(*conditions):
            continue
        words = tuple(span for span in case.find(pattern, KINDS) if (line := line_at(case, span)) and not _CHANGED.search(line.text))
        if words:
            yield beside(code, words, "Long-term (current) drug therapy", words[0].text.lower())


EXAMPLES = (
    note("MEDICATIONS\nClopidogrel 75 mg daily.\n\nASSESSMENT\n1. Coronary artery disease.", codes=("I25.10", "Z79.02")),
    note("MEDICATIONS\nAnastrozole 1 mg daily.\n\nASSESSMENT\n1. Left breast cancer.", codes=("C50.912", "Z79.811")),
    note("MEDICATIONS\nClopidogrel 75 mg daily.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z79.02",)),
)
