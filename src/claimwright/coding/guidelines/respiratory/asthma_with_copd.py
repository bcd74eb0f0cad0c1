"""Asthma beside COPD: both are coded, the asthma by its type; J44.9 does not exclude it (tabular list, J44: code also type of asthma)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.10.a-asthma",
    title="Asthma with COPD",
    sections=(
        "I.C.10.a.1",
        "I.A.17",
    ),
    order=47,
)
_ASTHMA = re.compile(r"(?:(?:mild|moderate|severe) (?:intermittent |persistent )?)?asthma", re.I)
_WORSE = re.compile(r"asthma[^.;\n]{0,25}(?:exacerbat\w+|status asthmaticus)|(?:acute )?exacerbation of (?:\w+ )?asthma", re.I)


def apply(case: Case) -> Changes:
    """An exacerbation of asthma told in the statement goes into the asthma's code."""
    for found in case.codes("J45.909"):
        if words := together(case, found, said(case, ("asthma",), _WORSE)):
            code = "J45.902" if any("status" in span.text.lower() for span in words) else "J45.901"
            yield instead(found, code, words, ("Asthma", "with exacerbation"))


EXAMPLES = (
    note("ASSESSMENT\n1. COPD.\n2. Asthma, she has had an exacerbation.", codes=("J44.9", "J45.901"), absent=("J45.909",)),
    note("ASSESSMENT\n1. COPD.\n2. Asthma.", codes=("J44.9", "J45.909"), absent=("J45.901",)),
)
