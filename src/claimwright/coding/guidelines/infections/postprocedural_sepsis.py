"""Sepsis after a procedure: the complication of the procedure, then postprocedural sepsis, then the systemic infection (I.C.1.d.5)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.1.d.5",
    title="Sepsis due to a postprocedural infection",
    sections=(
        "I.C.1.d.5.a",
        "I.C.1.d.5.b",
    ),
    order=62,
)
_LINK = re.compile(
    r"(?:post-?(?:operative|procedural|surgical) sepsis|sepsis (?:due to|secondary to|from|following|after)[^.\n]{0,40}"
    r"(?:surgical (?:site|wound)|post-?op\w*|incision\w*|procedure|surgery))",
    re.I,
)


def apply(case: Case) -> Changes:
    """T81.44XA beside the infection of the site, which is listed first."""
    words = said(case, ("sepsis",), _LINK)
    if not words or not case.codes("A40", "A41"):
        return
    yield beside("T81.44XA", words, "Sepsis", "postprocedural")
    site = [one for one in case.codes("T81.4") if not one.code.startswith("T81.44")]
    yield First(site[0].code if site else "T81.44XA")


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Surgical site infection.\n2. Sepsis due to surgical site infection.", codes=("T81.44XA", "A41.9"), first="T81.40XA"
    ),
    note("ASSESSMENT\n1. Sepsis due to pneumonia.", codes=("A41.9",), absent=("T81.44XA",)),
)
