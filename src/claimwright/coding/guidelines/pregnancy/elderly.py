"""Supervision of a high-risk pregnancy because of the mother's age: O09.5- first at a prenatal visit (I.C.15.b.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Removal, note
from ..reading import RECORD, beside, said
from .term import ABORTED, gestation, trimester

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.b.2", title="High-risk pregnancy", sections=("I.C.15.b.2",), order=58, settings=("outpatient",)
)
_OLDER = re.compile(
    r"advanced maternal age|\bAMA\b(?! score)|elderly (?:primi|multi)gravida|(?:age |aged )?(?:3[5-9]|4\d)(?: years?)?(?: old)? "
    r"at (?:delivery|term|edd|due date)|"
    r"maternal age (?:of )?(?:3[5-9]|4\d)",
    re.I,
)
_FIRST = re.compile(r"\bg1 ?p0|primigravida|first pregnancy|\bprimip", re.I)
_YOUNG = re.compile(r"teen(?:age)? pregnancy|young (?:primi|multi)gravida", re.I)


def apply(case: Case) -> Changes:
    """O09.51- or O09.52- by the number of pregnancies, with the trimester told by weeks."""
    words = said(
        case, ("advanced maternal", "ama", "elderly", "at delivery", "at term", "at edd", "at due", "maternal age"), _OLDER, RECORD
    )
    if not words:
        return
    weeks, places = gestation(case)
    if case.codes("O09.5", "Z37", "O80", "O82", *ABORTED) or (weeks is None and not case.codes("O", "Z34")):
        return
    first = said(case, ("g1", "primi", "first pregnancy"), _FIRST, RECORD)
    code = ("O09.51" if first else "O09.52") + trimester(case)
    for found in case.codes("Z34", "O09.9"):
        yield Removal(found.code, "excluded", "the pregnancy is a high-risk one")
    yield beside(code, (*words, *first, *places), "Pregnancy", "supervision", "elderly")
    yield First(code)


EXAMPLES = (
    note(
        "HPI\nG3P2 at 33w2d, here for her prenatal visit. Age 38 at delivery.\n\nASSESSMENT\n1. Gestational diabetes, diet controlled.",
        codes=("O09.523", "O24.410", "Z3A.33"),
        first="O09.523",
    ),
    note("HPI\nG3P2 at 33w2d, age 28.\n\nASSESSMENT\n1. Gestational diabetes, diet controlled.", codes=("O24.410",), absent=("O09.523",)),
)
