"""External causes: an undetermined intent only where the record says that it cannot be determined, otherwise accidental (I.C.20.h)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import STORY, instead, said

RULE = Guideline(id="icd10cm-guideline-I.C.20.h", title="Unknown intent", sections=("I.C.20.h",), order=82, adds=True)
_CANNOT = re.compile(r"undetermined intent|intent (?:is |was |could not be |cannot be )+(?:un)?determined", re.I)
ACCIDENTAL = {"1": "4"}


def apply(case: Case) -> Changes:
    """The poisoning of undetermined intent for the accidental one where those words stand."""
    words = said(case, ("intent",), _CANNOT, STORY | {"exam", "results"}, asserted=False)
    for found in case.codes("T3", "T4", "T50", "T5", "T6") if words else ():
        if len(found.code) == 8 and found.code[6] == "1":
            code = found.code[:6] + "4" + found.code[7:]
            if case.billable(code):
                yield instead(found, code, words)
                if case.first == found.code:
                    yield First(code)


EXAMPLES = (
    note("HPI\nIntent could not be determined.\n\nASSESSMENT\n1. Heroin overdose.", codes=("T40.1X4A",), absent=("T40.1X1A",)),
    note("ASSESSMENT\n1. Heroin overdose.", codes=("T40.1X1A",), absent=("T40.1X4A",)),
)
