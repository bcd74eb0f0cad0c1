"""A pregnancy or delivery with the scar of an earlier cesarean: O34.21-, first where it is repeated for it (I.C.15.b.4)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import RECORD, beside, line_at, said
from .childbirth import delivered

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.b.4-scar", title="Scar of an earlier cesarean", sections=("I.C.15.a.1", "I.C.15.b.4"), order=60
)
_CESAREAN = r"(?:low[- ]transverse |LT|classical )?(?:cesareans?|c-?sections?|C/S|CS|LTCS)\b"
_SCAR = re.compile(
    rf"\brepeat {_CESAREAN}|\b(?:previous|prior|history of|hx(?: of)?|h/o) (?:one |two |x ?\d )?{_CESAREAN}|\b(?:VBAC|TOLAC)\b", re.I
)
_LOW = re.compile(r"\btransverse|\bLTCS\b", re.I)
_REPEATED = re.compile(r"\brepeat\b|\b(?:for|due to) (?:previous|prior)", re.I)


BEFORE_BIRTH = ("O09", "O1", "O2", "O3", "O4", "O98", "O99")
"""What is reported of a pregnancy that goes on."""


def apply(case: Case) -> Changes:
    """O34.211 where the scar is told to be low transverse, O34.219 where its kind is not told."""
    if (
        case.codes("O34.21")
        or not case.codes("O", "Z37")
        or not (delivered(case) if case.setting == "inpatient" else case.codes(*BEFORE_BIRTH))
    ):
        return
    words = said(case, ("repeat", "prior", "previous", "history", "hx", "h/o", "vbac", "tolac"), _SCAR, RECORD, asserted=False)
    if words:
        code = "O34.211" if any(_LOW.search(line.text) for span in words if (line := line_at(case, span))) else "O34.219"
        yield beside(code, words, "Pregnancy", "complicated by", "previous cesarean delivery")
        if case.setting == "inpatient" and not case.first and any(_REPEATED.search(span.text) for span in words):
            yield First(code)


EXAMPLES = (
    note(
        "PRENATAL VISIT\nG2P1 at 30w1d. Prior CS x1, LTCS, desires TOLAC.\n\nASSESSMENT\n1. Gestational diabetes, diet controlled.",
        codes=("O24.410", "O34.211", "Z3A.30"),
        first="O24.410",
        age=31,
    ),
    note(
        "PRENATAL VISIT\nG1P0 at 30w1d.\n\nASSESSMENT\n1. Gestational diabetes, diet controlled.", codes=("O24.410",), absent=("O34.211",)
    ),
    note(
        "DISCHARGE DIAGNOSES\n1. Repeat cesarean at 39w0d, liveborn female.\n2. Gestational hypertension.",
        codes=("O34.219", "O13.4", "Z37.0"),
        first="O34.219",
        setting="inpatient",
        age=30,
    ),
    note(
        "DISCHARGE DIAGNOSES\n1. Primary cesarean at 39w0d, liveborn female.\n2. Gestational hypertension.",
        codes=("O13.4",),
        absent=("O34.219",),
        setting="inpatient",
        age=30,
    ),
)
