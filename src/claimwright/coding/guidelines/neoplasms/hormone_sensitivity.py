"""A prostate cancer that does or does not answer to withdrawal of hormones: Z19.1, Z19.2 behind it (I.C.21.c.3; tabular list, Z19)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-hormone", title="Hormone sensitivity of a malignancy", sections=("I.C.21.c.3",), order=57)
_RESISTANT = re.compile(r"\bm?CRPC\b|(?:castrat(?:ion|e)|hormone|androgen)[- ](?:resistant|refractory|independent|insensitive)", re.I)
_SENSITIVE = re.compile(r"\bm?(?:CSPC|HSPC)\b|(?:castrat(?:ion|e)|hormone|androgen)[- ](?:sensitive|naive|dependent|responsive)", re.I)
STEMS = ("crpc", "cspc", "hspc", "castrat", "hormone", "androgen")


def apply(case: Case) -> Changes:
    """Beside C61; resistance told anywhere outweighs the sensitivity of before."""
    if not case.reports("C61") or case.reports("Z19"):
        return
    for code, pattern in (("Z19.2", _RESISTANT), ("Z19.1", _SENSITIVE)):
        if words := said(case, STEMS, pattern, STORY):
            yield beside(code, words, "Status", "hormone sensitivity", "malignancy")
            return


EXAMPLES = (
    note("ASSESSMENT\n1. Prostate cancer, castration resistant, on enzalutamide.", codes=("C61", "Z19.2")),
    note("ASSESSMENT\n1. mCSPC: metastatic prostate cancer, PSA falling.", codes=("C61", "Z19.1")),
    note("ASSESSMENT\n1. Prostate cancer, under active surveillance.", codes=("C61",), absent=("Z19.1", "Z19.2")),
)
