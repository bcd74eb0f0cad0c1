"""An impending or threatened condition: coded as such where the books list it, else what is there; not the condition itself (I.B.11)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, beside, said

RULE = Guideline(id="icd10cm-guideline-I.B.11", title="Impending or threatened condition", sections=("I.B.11",), order=14)
LISTED = (
    ("I20.0", re.compile(r"(?:impending|threatened) (?:myocardial infarction|mi\b|heart attack)|pre-?infarction", re.I)),
    ("O20.0", re.compile(r"threatened (?:abortion|miscarriage)", re.I)),
    ("O47.9", re.compile(r"threatened (?:premature )?labou?r", re.I)),
)
"""Index, main terms "Impending" and "Threatened"."""


def apply(case: Case) -> Changes:
    """The listed code for the words; what does not occur is not coded."""
    for code, pattern in LISTED:
        words = said(case, ("impending", "threatened", "infarction"), pattern, ASSESSED, asserted=False)
        if words and not case.codes("I21") and code not in case.findings:
            yield beside(code, words, "Impending or threatened", words[0].text.lower())


EXAMPLES = (
    note("ASSESSMENT\n1. Impending myocardial infarction.", codes=("I20.0",), absent=("I21.9",)),
    note("ASSESSMENT\n1. Myocardial infarction.", codes=("I21.9",), absent=("I20.0",)),
)
