"""A man's "ED" is erectile dysfunction where what treats it or tells of it stands beside it, not the emergency department (I.B.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, beside, said

RULE = Guideline(id="icd10cm-guideline-I.B.2-erectile", title="Short form of erectile dysfunction", sections=("I.B.2", "IV.J"), order=12)
_ED = re.compile(
    r"(?-i:\bED\b)(?= ?(?:[-–:,(/]|on\b|w/|with\b|cont\w*\b|resp\w+|since\b|after\b|post\b|treated|well)[^.\n]{0,40}"
    r"(?:sildenafil|tadalafil|vardenafil|avanafil|viagra|cialis|levitra|PDE-?5|erect\w+|trimix|alprostadil|penile|prostatectomy))|"
    r"(?:sildenafil|tadalafil|viagra|cialis)[^.;\n]{0,20}\bfor (?-i:ED\b)",
    re.I,
)
DRUGS = ("sildenafil", "tadalafil", "vardenafil", "avanafil", "viagra", "cialis", "levitra", "pde5", "pde-5", "erect", "trimix", "penile")


def apply(case: Case) -> Changes:
    """N52.9, where no cause is reported."""
    if case.patient.sex != "F" and not case.reports("N52") and (words := said(case, DRUGS, _ED, STORY)):
        yield beside("N52.9", words, "Dysfunction", "sexual", "male", "erectile")


EXAMPLES = (
    note("ASSESSMENT\n1. BPH with nocturia.\n2. ED - continue sildenafil 50 mg as needed.", codes=("N40.1", "R35.1", "N52.9")),
    note("HPI\nSeen in the ED for chest pain; takes sildenafil.\n\nASSESSMENT\n1. Costochondritis.", codes=("M94.0",), absent=("N52.9",)),
)
