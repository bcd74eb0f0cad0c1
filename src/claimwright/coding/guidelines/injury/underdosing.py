"""Underdosing: the condition that it worsens first, then T36 to T50 with 6, then why (I.C.19.e.5.c)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, beside, line_at, together
from .table_of_drugs import UNDERDOSING, drug_code

RULE = Guideline(
    id="icd10cm-guideline-I.C.19.e.5.c",
    title="Underdosing",
    sections=(
        "I.C.19.e.5.c",
        "I.C.21.c.14",
    ),
    order=68,
)
_LESS = re.compile(
    r"(?:due to|because of|secondary to|from|in the setting of|after) [^.;\n]{0,30}(?:not taking|running out of|"
    r"ran out of|non-?(?:compliance|adherence) with|missed doses of|skipping|stopping|stopped taking|rationing|"
    r"underdosing of|taking less of) (?:(?:his|her|the|prescribed|home) )*([a-z-]{4,})|underdosing of (?:(?:his|her|"
    r"the) )?([a-z-]{4,})|\b([a-z-]{4,}) (?:non-?compliance|non-?adherence|underdosing)",
    re.I,
)
_COST = re.compile(r"\bcosts?\b|afford\w*|expens\w+|financial\w*|insurance|could not pay", re.I)
_FORGOT = re.compile(r"forg[eo]t\w*|memory|confus\w+|dementia|unintentional\w*|accidental\w*", re.I)


def apply(case: Case) -> Changes:
    """T..6A and Z91.1- where the statement of a reported condition gives it as the reason."""
    if not case.has_any(
        (
            "not taking",
            "ran out",
            "running out",
            "complian",
            "adheren",
            "missed doses",
            "skipping",
            "stopp",
            "rationing",
            "underdosing",
            "taking less",
        )
    ):
        return
    for span in case.find(_LESS, ASSESSED | {"course"}, asserted=False):
        match, line = _LESS.search(span.text), line_at(case, span)
        name = next((word for word in match.groups() if word), "") if match else ""
        code = drug_code(case, name, UNDERDOSING)
        if code is None or line is None or not any(together(case, found, (span,)) for found in case.findings.values()):
            continue
        yield beside(code, (span,), "Table of Drugs", "underdosing", name.lower())
        why = "Z91.120" if _COST.search(line.text) else "Z91.138" if _FORGOT.search(line.text) else "Z91.148"
        yield beside(why, (span,), "Underdosing", "noncompliance")


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Hypertension, uncontrolled due to not taking lisinopril because of cost.",
        codes=("I10", "T46.4X6A", "Z91.120"),
        first="I10",
    ),
    note("ASSESSMENT\n1. Hypertension, uncontrolled on lisinopril.", codes=("I10",), absent=("T46.4X6A", "Z91.120")),
)
