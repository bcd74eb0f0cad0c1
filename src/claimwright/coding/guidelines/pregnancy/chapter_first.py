"""In pregnancy, chapter 15 comes first: a condition that is there becomes O10, O24 or O99, its own code follows (I.C.15.a.1)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, First, Guideline, Proposal, note
from ..reading import STORY, line_at, said
from .term import ABORTED, trimester

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.a.1",
    title="Chapter 15 first",
    sections=(
        "I.C.15.a.1",
        "I.C.15.c",
        "I.C.15.d",
        "I.C.15.g",
        "I.C.15.l",
        "I.C.15.s",
    ),
    order=43,
)
_PREGNANT = re.compile(
    r"(?:\d{1,2}|\w+)[- ](?:weeks?|wks?)(?:' | |-)*(?:pregnant|gestation|iup|intrauterine)|\bpregnan(?:t|cy)\b|"
    r"\bg\d+ ?p\d+\w* at \d+|intrauterine pregnancy|\biup\b",
    re.I,
)
_NOT = re.compile(
    r"not pregnant|pregnancy test|prior pregnanc|previous pregnanc|history of|last pregnancy|incidental|postpartum|"
    r"planning|trying|thinking (?:about|of)|before (?:a |the )?pregnancy|conceiv\w+|"
    r"negative|prevent|avoid|when she was|unwanted|wife|partner|husband",
    re.I,
)
CONDITIONS = (
    ("I10", "O10.01", True),
    ("I11", "O10.11", False),
    ("I12", "O10.21", False),
    ("E10.", "O24.01", False),
    ("E11.", "O24.11", False),
    ("D50", "O99.01", False),
    ("D64.9", "O99.01", False),
    ("E03", "O99.28", False),
    ("E05", "O99.28", False),
    ("J45", "O99.51", False),
    ("E66", "O99.21", False),
    ("F17", "O99.33", False),
    ("F10", "O99.31", False),
    ("F11", "O99.32", False),
    ("F32", "O99.34", False),
    ("F33", "O99.34", False),
    ("F41", "O99.34", False),
    ("N39.0", "O23.4", True),
    ("B20", "O98.71", False),
    ("Z21", "O98.71", False),
    ("U07.1", "O98.51", False),
    ("G40", "O99.35", False),
)
"""Condition -> subcategory of chapter 15 that takes the trimester, and whether it stands in the condition's place."""


def apply(case: Case) -> Changes:
    """The chapter 15 code before each condition of the table, with the trimester of the record."""
    words = pregnant(case)
    if not words:
        return
    leader = ""
    for prefix, stem, whole in CONDITIONS:
        for found in case.codes(prefix):
            code = _code(case, stem)
            if code and not case.codes(stem[:6]) and not (stem == "O24.11" and case.codes("O24.4")):
                replaces = frozenset({found.code} if whole else ())
                yield Proposal(
                    code=code,
                    evidence=(*found.evidence, *words),
                    replaces=replaces,
                    path=("Pregnancy", "complicated by", found.evidence[0].text.lower()),
                )
                leader = leader or code
            break
    if leader and not case.codes("O"):
        yield First(leader)


def pregnant(case: Case) -> tuple[Evidence, ...]:
    """The words that say the patient is pregnant now; none where the provider calls the pregnancy incidental (Z33.1)."""
    if case.codes("Z33.1", *ABORTED, "O80", "Z37", "Z3A.49", "O85", "O86"):
        return ()
    spans = said(case, ("pregnan", "gestation", "iup", "intrauterine"), _PREGNANT, STORY)
    return tuple(span for span in spans if (line := line_at(case, span)) and not _NOT.search(line.text))


def _code(case: Case, stem: str) -> str | None:
    return next((code for code in (f"{stem}{trimester(case)}", f"{stem}0", f"{stem}9") if case.billable(code)), None)


EXAMPLES = (
    note("HPI\nShe is 20 weeks pregnant.\n\nASSESSMENT\n1. Type 2 diabetes.", codes=("O24.112", "E11.9", "Z3A.20"), first="O24.112"),
    note(
        "HPI\nShe is 30 weeks pregnant.\n\nASSESSMENT\n1. Hypertension.\n2. Asthma.",
        codes=("O10.013", "O99.513", "J45.909"),
        absent=("I10",),
    ),
    note(
        "ASSESSMENT\n1. Type 2 diabetes.\n2. Hypertension. Pregnancy test negative.", codes=("E11.9", "I10"), absent=("O24.119", "O10.019")
    ),
)
