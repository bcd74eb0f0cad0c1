"""Routine prenatal visit without complications: Z34 first and no chapter 15 code; with a complication Z34 goes (I.C.15.b.1, IV.O)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Removal, note
from ..reading import REASON, RECORD, beside, said
from .term import trimester

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.b.1",
    title="Routine prenatal visit",
    sections=(
        "I.C.15.b.1",
        "IV.O",
    ),
    order=56,
)
_VISIT = re.compile(
    r"(?:routine |initial |follow[- ]?up )?(?:prenatal|antenatal|\bob\b|obstetric) (?:visit|check-?up|care|appointment|exam\w*)", re.I
)
_FIRST = re.compile(r"\bg1 ?p0|primigravida|first pregnancy", re.I)
_RISK = re.compile(r"high[- ]risk|advanced maternal age|\bama\b|elderly (?:primi|multi)gravida|grand multipar\w+", re.I)


def apply(case: Case) -> Changes:
    """Z34.0- for a first, Z34.8- for another normal pregnancy; nothing of it beside chapter 15 codes or a risk."""
    complications = case.codes("O")
    for found in case.codes("Z34") if complications else ():
        yield Removal(found.code, "excluded", "a complication of the pregnancy is reported")
    words = said(case, ("prenatal", "antenatal", "ob visit", "obstetric"), _VISIT, REASON)
    if (
        words
        and not complications
        and not case.codes("Z34")
        and not said(case, ("risk", "advanced", "ama", "elderly", "multipar"), _RISK, RECORD)
    ):
        number = trimester(case).replace("9", "0")
        first = said(case, ("g1", "primigravida", "first pregnancy"), _FIRST, RECORD)
        code = ("Z34.0" if first else "Z34.8" if case.has_any(("g2", "g3", "g4", "multigravida")) else "Z34.9") + number
        yield beside(code, (*words, *first), "Pregnancy", "supervision", "normal")
        yield First(code)


EXAMPLES = (
    note(
        "CHIEF COMPLAINT\nRoutine prenatal visit.\n\nHPI\nG1P0 at 20 weeks gestation, no complaints.",
        codes=("Z34.02", "Z3A.20"),
        first="Z34.02",
    ),
    note(
        "CHIEF COMPLAINT\nRoutine prenatal visit.\n\nHPI\n32 weeks pregnant.\n\nASSESSMENT\n1. Gestational diabetes, diet controlled.",
        codes=("O24.410",),
        absent=("Z34.93", "Z34.03"),
    ),
)
