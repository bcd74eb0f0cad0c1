"""The word "urosepsis" has no code and no default: it is asked about (I.C.1.d.1.a.ii)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, said

RULE = Guideline(id="icd10cm-guideline-I.C.1.d.1.a.ii", title="Urosepsis", sections=("I.C.1.d.1.a.ii",), order=61)
_SAID = re.compile(r"urosepsis", re.I)


def apply(case: Case) -> Changes:
    """Ask what is meant, unless sepsis is stated beside it."""
    words = said(case, ("urosepsis",), _SAID)
    if words and not case.codes("A40", "A41"):
        yield ask("What is meant by urosepsis", words, "clarification")


EXAMPLES = (
    note("ASSESSMENT\n1. Urosepsis.", absent=("A41.9", "N39.0"), asks="urosepsis"),
    note("ASSESSMENT\n1. Urinary tract infection.", codes=("N39.0",)),
)
