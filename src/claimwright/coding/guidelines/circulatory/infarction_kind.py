"""One infarction, one code: NSTEMI that becomes STEMI is STEMI; type 2 is I21.A1 whatever its ECG (I.C.9.e.1, I.C.9.e.5)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import STORY, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.9.e.5",
    title="Type of a myocardial infarction",
    sections=(
        "I.C.9.e.1",
        "I.C.9.e.2",
        "I.C.9.e.5",
    ),
    order=37,
)
_EVOLVED = re.compile(r"nstemi[^.\n]{0,40}(?:evolv\w+|progress\w+|convert\w+) (?:in)?to (?:a )?stemi", re.I)


def apply(case: Case) -> Changes:
    """Remove I21.4 and I21.9 beside a better-known code of the same event."""
    exact = case.codes("I21.0", "I21.1", "I21.2", "I21.3", "I21.A")
    if not exact:
        return
    for found in case.codes("I21.9"):
        yield Removal(found.code, "replaced-by-combination", "the type is stated")
    evolved = said(case, ("nstemi",), _EVOLVED, STORY)
    for found in case.codes("I21.4"):
        if evolved or (exact[0].code == "I21.A1" and together(case, exact[0], found.evidence)):
            yield Removal(found.code, "replaced-by-combination", "the same event")


EXAMPLES = (
    note("ASSESSMENT\n1. NSTEMI evolving to STEMI.\n2. STEMI of the inferior wall.", codes=("I21.19",), absent=("I21.4",)),
    note("ASSESSMENT\n1. Type 2 myocardial infarction.\n2. Myocardial infarction.", codes=("I21.A1",), absent=("I21.9",)),
)
