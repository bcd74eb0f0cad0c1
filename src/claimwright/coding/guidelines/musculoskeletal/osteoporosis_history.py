"""Osteoporosis without a current fracture, but with a healed one in the past: M81 and Z87.310 (I.C.13.d.1)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.13.d.1",
    title="Healed osteoporotic fracture",
    sections=(
        "I.C.13.d.1",
        "I.C.21.c.4",
    ),
    order=49,
)
_PAST = re.compile(
    r"(?:history of|prior|previous|old|healed|past) (?:\w+ ){0,2}(?:osteoporotic|fragility|compression|vertebral|"
    r"hip|wrist) (?:\w+ )?fractures?",
    re.I,
)


def apply(case: Case) -> Changes:
    """Z87.310 beside M81 where the record tells of a healed fragility fracture."""
    if case.codes("M81") and not case.codes("M80") and (words := said(case, ("fracture",), _PAST, RECORD, asserted=False)):
        yield beside("Z87.310", words, "History", "personal", "healed osteoporosis fracture")


EXAMPLES = (
    note("ASSESSMENT\n1. Osteoporosis with history of fragility fracture of the wrist.", codes=("M81.0", "Z87.310")),
    note("ASSESSMENT\n1. Osteoporosis.", codes=("M81.0",), absent=("Z87.310",)),
)
