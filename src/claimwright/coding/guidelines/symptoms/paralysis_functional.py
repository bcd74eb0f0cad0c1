"""Functional quadriplegia is coded only where the provider names it, and not as a paralysis of the nerves (I.C.18.f)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import said, together

RULE = Guideline(id="icd10cm-guideline-I.C.18.f", title="Functional quadriplegia", sections=("I.C.18.f",), order=41)
_SAID = re.compile(r"functional quadriplegia", re.I)


def apply(case: Case) -> Changes:
    """R53.2 for those words; a neurologic quadriplegia from the same words goes."""
    words = said(case, ("functional quad",), _SAID)
    if not words:
        return
    wrong = frozenset(one.code for one in case.codes("G82.5", "R53.1", "R53.81") if together(case, one, words))
    yield Proposal(code="R53.2", evidence=words, replaces=wrong, path=("Quadriplegia", "functional"))


EXAMPLES = (
    note("ASSESSMENT\n1. Advanced dementia with functional quadriplegia.", codes=("R53.2",), absent=("G82.50",)),
    note("ASSESSMENT\n1. Immobility, bedridden.\n2. Hypertension.", codes=("I10",), absent=("R53.2",)),
)
