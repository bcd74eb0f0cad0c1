"""The letters RA mean rheumatoid arthritis only where another word of it stands; else room air or a right atrium (I.A.19)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.A.19-ra", title="Two letters for a disease", sections=("I.A.19",), order=70)
WORDS = (
    *("rheum", "methotrexate", "mtx", "arthrit", "arthralgia", "synovitis", "seropos", "seroneg", "sero+", "dmard", "hydroxychloroquine"),
    *("plaquenil", "hcq", "adalimumab", "humira", "etanercept", "enbrel", "tofacitinib", "leflunomide", "ccp", "cdai", "das28", "joint"),
)
"""What a record of rheumatoid arthritis has besides."""


def apply(case: Case) -> Changes:
    """Take back what rests on the letters alone."""
    for found in case.codes("M06.9", "M06.0", "M05.9"):
        if all(span.text.strip() == "RA" for span in found.evidence if len(span.text) > 1) and not case.has_any(WORDS):
            yield Removal(found.code, "excluded", "the letters may stand for something else")


EXAMPLES = (
    note("HPI\nSpO2 97% on RA.\n\nASSESSMENT\n1. Pneumonia, weaned to RA.\n2. RA.", codes=("J18.9",), absent=("M06.9",)),
    note("ASSESSMENT\n1. RA, on methotrexate.", codes=("M06.9",)),
)
