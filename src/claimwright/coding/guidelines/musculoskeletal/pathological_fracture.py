"""Pathological fracture in neoplastic disease: M84.5-; first when the fracture is treated, then the neoplasm (I.C.2.l.6, I.C.13.c)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import instead, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.13.c",
    title="Fracture in neoplastic disease",
    sections=(
        "I.C.2.l.6",
        "I.C.13.c",
    ),
    order=28,
)
_SAID = re.compile(
    r"patholog\w+ (?:\w+ ){0,4}fracture|fracture[^.;\n]{0,40}(?:due to|from|secondary to|"
    r"through) [^.;\n]{0,25}(?:metast\w+|cancer|tumou?r|myeloma|lytic)",
    re.I,
)
SITES = (
    ("S72", "M84.55", "sided"),
    ("S42.2", "M84.52", "sided"),
    ("S42.3", "M84.52", "sided"),
    ("S22", "M84.58X", ""),
    ("S32.0", "M84.58X", ""),
    ("S12", "M84.58X", ""),
    ("S82", "M84.56", "sided"),
    ("M84.45", "M84.55", "sided"),
    ("M84.42", "M84.52", "sided"),
    ("M84.48", "M84.58X", ""),
    ("M84.40", "M84.50X", ""),
)
"""Fracture -> pathological fracture in neoplastic disease of the site (tabular list, M84.5)."""
THIGH = {"right": "1", "left": "2"}


def apply(case: Case) -> Changes:
    """M84.5- for a fracture that its statement calls pathological beside a malignancy."""
    if not case.codes("C"):
        return
    for found in case.codes(*(site for site, _, _ in SITES)):
        words = together(case, found, said(case, ("fracture",), _SAID))
        if not words:
            continue
        stem, sided = next((code, sided) for site, code, sided in SITES if found.code.startswith(site))
        digit = THIGH.get(case.knowledge.tree.side(found.code) or "", "3") if sided else ""
        leaf = next((code for last in (digit, "0", "9") for code in [f"{stem}{last if sided else ''}A"] if case.billable(code)), None)
        if leaf:
            yield instead(found, leaf, words, ("Fracture", "pathological", "due to neoplastic disease"))
            if not case.first and found.order == min(one.order for one in case.findings.values()):
                yield First(leaf)


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Pathological fracture of T12 vertebra due to metastasis.\n2. Bone metastases.\n3. Left breast cancer.",
        codes=("M84.58XA", "C79.51", "C50.912"),
        first="M84.58XA",
    ),
    note(
        "HPI\nHe fell off a ladder.\n\nASSESSMENT\n1. Closed fracture of shaft of left femur.\n2. Prostate cancer.",
        codes=("S72.302A", "C61"),
        absent=("M84.552A",),
    ),
)
