"""Puerperal sepsis: O85 with the organism, and R65.2- where it is severe; not A40 or A41 (I.C.15.k)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import STORY, beside, instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.15.k", title="Puerperal sepsis", sections=("I.C.15.k",), order=28)
_AFTER_BIRTH = re.compile(
    r"puerperal|post-?partum|(?:\d+|two|three|four|five|six) (?:days?|weeks?) (?:after|post|"
    r"s/p) (?:\w+ )?(?:delivery|cesarean|c-section|birth)",
    re.I,
)


def apply(case: Case) -> Changes:
    """O85 for sepsis that its statement places after a birth, with B96.20 or the like for its organism."""
    for found in case.codes("A40", "A41"):
        words = together(
            case,
            found,
            said(case, ("puerper", "partum", "delivery", "cesarean", "c-section", "birth"), _AFTER_BIRTH, STORY, asserted=False),
        )
        if words:
            yield instead(found, "O85", words, ("Sepsis", "puerperal"))
            yield First("O85")
            organism = ORGANISMS.get(found.code)
            if organism:
                yield beside(organism, found.evidence, "Infection", "organism")


ORGANISMS = {"A41.51": "B96.20", "A41.02": "B95.62", "A41.01": "B95.61", "A40.0": "B95.0", "A40.1": "B95.1"}
"""Sepsis by organism -> the organism."""


EXAMPLES = (
    note("ASSESSMENT\n1. Sepsis due to E. coli, 5 days after delivery.", codes=("O85", "B96.20"), absent=("A41.51",), first="O85"),
    note("ASSESSMENT\n1. Sepsis due to pneumonia.", codes=("A41.9",), absent=("O85",)),
)
