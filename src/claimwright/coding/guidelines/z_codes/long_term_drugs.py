"""Long-term drugs in use: anticoagulants, immunosuppressants, steroids, opioids, ...; some only beside what they are for (I.C.21.c.3)."""

from __future__ import annotations

import re
from functools import cache

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case
from ...context import reason_for
from ..model import Changes, Guideline, note
from ..reading import RECORD, Rows, beside, line_at

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-drugs", title="Long-term drug therapy", sections=("I.C.21.c.3",), order=52)
_CHANGED = re.compile(
    r"\b(?:start(?:ed|ing)?|initiat\w+|consider\w*|stopp?\w*|discontinu\w+|declin\w+|allerg\w+|intoleran\w+|(?<!not )held|hold|trial|"
    r"add(?:ed)?|option\w*|begin|began|begun|previous\w*|failed|tried|given in|finished|off|never|refus\w+|past|planned|"
    r"pending|instead of|after (?:surgery|discharge)|from day|outpt|outpatient)\b|\(new\)",
    re.I,
)
_GOES_ON = re.compile(
    r"\b(?:continu\w+|cont|stays?|remains?|still|currently|stable on|doing well on|tolerating|not held|since|for years|for months)\b", re.I
)
_STARTED = re.compile(r"\b(?:start(?:ed)?|initiated|began|added)\b[^.;+]*$", re.I)
"""A list of drugs that begin ("started aspirin, ticagrelor, atorvastatin")."""
_MONITORED = re.compile(
    r"\b(?:levels?|trough|LFTs?|AST|ALT|TSH|TFTs?|CBC|CMP|BMP|ANC|ECG|EKG|QTc|lipids|monitor\w*|labs?|"
    r"(?:eye|retinal|ophthalm\w+) (?:exam\w*|screen\w*|check\w*|visit)|visual fields?|OCT)\b",
    re.I,
)
_ON = re.compile(r"\b(?:on|takes|taking|w/|still|continues?) +(?:\w+ )?$", re.I)
_TAKES = re.compile(r"\b(?:takes?|taking|on|uses?|home|chronic\w*|continu\w+)\b", re.I)
"""What says in the report of an operation that a drug is the patient's own."""
STANDING = frozenset({"medications", "hpi", "untitled", "history", "problem_list", "diagnosis", "discharge_diagnosis"})
"""Where a drug that many take for a while only must stand too."""
KINDS = RECORD - {"exam", "surgical_history"}


@cache
def _table() -> Rows:
    return Rows(tables("claimwright.coding.guidelines.z_codes")["long_term_drugs"]["drug"], ahead=r"(?<![\w-])")


def apply(case: Case) -> Changes:
    """The status of each drug that the record shows in use."""
    for row, drug in _table().told(case):
        if not case.reports(*row["with"]) or case.reports(row["code"], *row.get("unless", ())):
            continue
        words = tuple(span for span in case.find(drug, KINDS, asserted=False) if _in_use(case, span))
        if not words or (row.get("standing") and not any(span.section in STANDING for span in words)):
            continue
        if not row.get("monitored") or any(True for _ in case.find(_MONITORED, KINDS)):
            yield beside(row["code"], words, "Long-term (current) drug therapy", words[0].text.lower())


def _in_use(case: Case, span: Evidence) -> bool:
    """Whether the clause that names the drug does not say that it begins, ends or never was taken."""
    line = line_at(case, span)
    if line is None:
        return False
    text, place = line.text, span.start - line.start
    told = reason_for(text, place, place + len(span.text), inside=False)
    if told and not (told[0] == "historical" and _ON.search(text[:place])):  # "h/o PE on warfarin"
        return False
    if span.section == "procedure" and not _TAKES.search(text[:place]):
        return False
    begin = max(text.rfind(mark, 0, place) for mark in (";", ",", ".", "+")) + 1
    end = min((at for mark in (";", ",", ".", "+") if (at := text.find(mark, place)) >= 0), default=len(text))
    if _GOES_ON.search(text[begin:end]):
        return True
    return not _CHANGED.search(text[begin:end]) and not _STARTED.search(text[:begin])


EXAMPLES = (
    note("ASSESSMENT\n1. Bipolar II disorder, on lithium. Lithium level and TSH today.", codes=("F31.81", "Z79.899")),
    note("ASSESSMENT\n1. Bipolar II disorder, on lithium.", codes=("F31.81",), absent=("Z79.899",)),
    note("MEDICATIONS\nClopidogrel 75 mg daily.\n\nASSESSMENT\n1. Coronary artery disease.", codes=("I25.10", "Z79.02")),
    note("MEDICATIONS\nAnastrozole 1 mg daily.\n\nASSESSMENT\n1. Left breast cancer.", codes=("C50.912", "Z79.811")),
    note("MEDICATIONS\nAspirin 81 mg daily.\n\nASSESSMENT\n1. Coronary artery disease.", codes=("I25.10", "Z79.82")),
    note("MEDICATIONS\nAspirin 81 mg daily.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z79.82",)),
    note("MEDICATIONS\nEliquis 5 mg twice daily.\n\nASSESSMENT\n1. Atrial fibrillation.", codes=("I48.91", "Z79.01")),
    note("ASSESSMENT\n1. Atrial fibrillation. Start Eliquis today.", codes=("I48.91",), absent=("Z79.01",)),
    note("ASSESSMENT\n1. Rheumatoid arthritis. Continue adalimumab.", codes=("M06.9", "Z79.620")),
    note("MEDICATIONS\nClopidogrel stopped in March.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z79.02",)),
)
