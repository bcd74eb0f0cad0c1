"""Glasgow coma scale: the total beside an injury of the brain, a stroke or another condition of consciousness (I.C.18.e)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, beside, line_at, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.18.e",
    title="Coma scale",
    sections=(
        "I.B.14",
        "I.C.18.e",
    ),
    order=57,
)
_TOTAL = re.compile(r"(?:gcs|glasgow coma (?:scale|score))(?: score)?(?: of| was| is|:)?(?: initially)? ?(\d{1,2})(?!\d|/\d{3})\b", re.I)
WITH = ("S06", "I60", "I61", "I62", "I63", "R40", "G93.1", "G93.4", "T40", "T42", "E15", "E11.641", "S02")
"""Conditions beside which the scale is reported."""
_SEDATED = re.compile(r"sedat\w+|paralyz\w+|intubat\w+", re.I)
BANDS = ((13, "1"), (9, "2"), (3, "3"))


def apply(case: Case) -> Changes:
    """R40.241 to R40.243 with the time 0 (unspecified) by the total; not for a sedated patient, not for 15 alone."""
    if not case.codes(*WITH):
        return
    words = tuple(
        span
        for span in said(case, ("gcs", "glasgow"), _TOTAL, RECORD)
        if not ((line := line_at(case, span)) and _SEDATED.search(line.text))
    )
    match = _TOTAL.search(words[0].text) if words else None
    total = int(match[1]) if match else 15
    band = next((digit for least, digit in BANDS if total >= least), None)
    if match and band and 3 <= total < 15:
        yield beside(f"R40.24{band}0", words, "Coma", "Glasgow scale", str(total))


EXAMPLES = (
    note("EXAM\nGCS 11.\n\nASSESSMENT\n1. Concussion with loss of consciousness.", codes=("R40.2420",)),
    note("EXAM\nGCS 15.\n\nASSESSMENT\n1. Concussion.", absent=("R40.2410",), codes=("S06.0XAA",)),
)
