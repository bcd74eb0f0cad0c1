"""Underdosing as the story tells it: doses missed, a drug run out of or given up; T36 to T50 with 6, then why (I.C.19.e.5.c)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence

from ...case import Case
from ...text import Sentence, evidence
from ..model import Changes, Guideline, Proposal, note
from ..reading import STORY, beside, line_at, said
from .table_of_drugs import UNDERDOSING, drug_code

RULE = Guideline(id="icd10cm-guideline-I.C.19.e.5.c-told", title="Underdosing told", sections=("I.C.19.e.5.c", "I.C.21.c.14"), order=69)
STEMS = (
    "ran out",
    "running out",
    "run out",
    "stopp",
    "miss",
    "skip",
    "forg",
    "not tak",
    "adher",
    "complian",
    "ration",
    "quit",
    "half",
    "off his",
    "off her",
    "stretch",
    "every other day",
)
_LESS = re.compile(
    r"\b(?:ran|run|running|runs) out(?: of)?|"
    r"\b(?:had |has )?(?:self[- ])?(?:stopp?ed|quit|discontinued)(?: taking)?"
    r"(?=[^.;]{0,60}\b(?:by (?:him|her)self|on (?:his|her|their) own|because|as (?:he|she|they)|due to|since (?:he|she)|"
    r"without telling|cost|could(?: not|n't)|afford))|"
    r"\bforg[eo]t\w*|\b(?:miss(?:es|ed|ing)|skipp?(?:s|ed|ing)|rationing|rationed|"
    r"not (?:been )?taking|"
    r"non-?(?:adheren\w+|complian\w+)(?: (?:to|with))?|half(?:ing| of) (?:his|her) doses?|stretch(?:ed|ing) (?:out )?(?:his|her|the)|"
    r"(?:cut|cutting) (?:his|her) (?:pills?|doses?|tablets?)(?: in half)?|half[- ]doses?)",
    re.I,
)
_COST = re.compile(r"\bcosts?\b|afford\w*|expens\w+|financial\w*|insurance|could not pay|copay|money", re.I)
_FORGOT = re.compile(r"forg[eo]t\w*|memory|confus\w+|dementia|unintentional\w*|accidental\w*", re.I)
_WANTED = re.compile(
    r"\bintentional\w*|on purpose|deliberate\w*|own decision|"
    r"by (?:him|her)self|on (?:his|her|their) own|because|as (?:he|she|they)|since (?:he|she)|"
    r"fear\w*|side effects?|weight|tired of|did ?n[o']t (?:like|want)",
    re.I,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,}")
_ADVISED = re.compile(
    r"\b(?:surgeon|cardiolog\w+|we|doctor|physician|pcp|clinic|advised|instructed|held|for surgery|completed|pregnan\w+)\b", re.I
)
GROWN = 12
"""From this age on the patient's own doing is told; of a younger child the caregiver's."""
BY_CAREGIVER = {"Z91.120": "Z91.A20", "Z91.128": "Z91.A28", "Z91.138": "Z91.A3", "Z91.148": "Z91.A48"}
REACH = 70
"""Characters between the drug's name and the words of its want."""


def apply(case: Case) -> Changes:
    """The drug's code for underdosing and the reason's, where a condition is reported beside it."""
    if case.codes("Z91.12", "Z91.13", "Z91.A2", "Z91.A3") or not any(code[0] not in "RTZ" for code in case.findings):
        return
    small = case.patient.age is not None and case.patient.age < GROWN
    for span in said(case, STEMS, _LESS, STORY | {"social_history"}, asserted=not small):  # of a child the mother is told
        line = line_at(case, span)
        if line is None or _ADVISED.search(line.text):
            continue
        for word in _drugs(line, span):
            code = drug_code(case, word.text, UNDERDOSING)
            if code and code not in case.findings:
                yield beside(code, (span, word), "Table of Drugs", "underdosing", word.text.lower())
                why = BY_CAREGIVER[_why(line.text)] if small else _why(line.text)
                vague = frozenset(one.code for one in case.codes("Z91.14", "Z91.19"))
                yield Proposal(code=why, evidence=(span, word), replaces=vague, path=("Underdosing", "noncompliance"), score=0.85)
                return


def _drugs(line: Sentence, span: Evidence) -> Iterator[Evidence]:
    """The words near the place, the nearest first."""
    at = span.start - line.start
    near = sorted((abs(match.start() - at), match.start(), match[0]) for match in _WORD.finditer(line.text))
    for far, start, text in near:
        if far <= REACH:
            yield evidence(line.document, line.start + start, line.start + start + len(text), text, line.section)


def _why(text: str) -> str:
    return "Z91.120" if _COST.search(text) else "Z91.138" if _FORGOT.search(text) else "Z91.128" if _WANTED.search(text) else "Z91.148"


EXAMPLES = (
    note(
        "HPI\nHe ran out of losartan two weeks ago because he could not afford it.\n\nASSESSMENT\n1. Hypertension.",
        codes=("I10", "T46.5X6A", "Z91.120"),
        first="I10",
    ),
    note(
        "HPI\nShe misses her levothyroxine twice a week because she forgets.\n\nASSESSMENT\n1. Hypothyroidism.",
        codes=("E03.9", "T38.1X6A", "Z91.138"),
    ),
    note(
        "HPI\nAsthma on montelukast, mother ran out 2 weeks ago and could not pay for it.\n\nASSESSMENT\n1. Moderate persistent asthma.",
        codes=("J45.40", "T48.6X6A", "Z91.A20"),
        age=4,
    ),
    note("HPI\nHe never misses his losartan.\n\nASSESSMENT\n1. Hypertension.", codes=("I10",), absent=("T46.5X6A", "Z91.148")),
)
