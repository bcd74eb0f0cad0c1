"""Chronic kidney disease that needs long-term dialysis is N18.6 with Z99.2; acute dialysis is not (I.C.14.a.1, I.C.21.c.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, beside, instead, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.14.a.1-dialysis",
    title="Dialysis",
    sections=(
        "I.C.14.a.1",
        "I.C.21.c.3",
    ),
    order=24,
)
_ON = re.compile(
    r"(?:on|receiving|receives|undergo\w+|requiring|dependent on|chronic|maintenance|outpatient) (?:chronic |"
    r"maintenance |long[- ]term |home |in-center )*(?:hemodialysis|peritoneal dialysis|dialysis|\bhd\b|\bpd\b)|"
    r"dialysis[- ]dependent|(?:hemo)?dialysis (?:mwf|tts|three times|on (?:monday|tuesday))|"
    r"(?:is )?dialy[sz]ed (?:three|3|on|via|through|at)",
    re.I,
)


def apply(case: Case) -> Changes:
    """Z99.2 beside ESRD; N18.6 for N18.5 or N18.9 on chronic dialysis."""
    kidney = case.codes("N18.")
    if not kidney or case.codes("Z99.2", "N17"):
        return
    if words := said(case, ("dialy", "hd"), _ON, RECORD):
        yield beside("Z99.2", words, "Dependence", "on renal dialysis")
        for found in case.codes("N18.5", "N18.9"):
            yield instead(found, "N18.6", words, ("Disease", "kidney", "chronic", "requiring dialysis"))


EXAMPLES = (
    note("ASSESSMENT\n1. ESRD on hemodialysis.", codes=("N18.6", "Z99.2")),
    note("ASSESSMENT\n1. CKD stage 5, on maintenance dialysis.", codes=("N18.6", "Z99.2"), absent=("N18.5",)),
    note("ASSESSMENT\n1. CKD stage 5. We discussed dialysis.", codes=("N18.5",), absent=("Z99.2", "N18.6")),
)
