"""Pain due to a device, implant or graft left in place: the complication with pain, then acute or chronic pain (I.C.6.b.2, I.C.19.g.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import beside, line_at, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.6.b.2",
    title="Pain due to a device",
    sections=(
        "I.C.6.b.2",
        "I.C.19.g.2",
    ),
    order=68,
)
_PAIN = re.compile(
    r"pain(?:ful)? (?:due to|from|secondary to|caused by|at|related to) (?:his |her |the )?(?:retained |orthopedic |"
    r"surgical |internal )*(?:hardware|screws?|plates?|prosthesis|implants?|internal fixation)|painful (?:retained |"
    r"orthopedic )?hardware|painful (?:\w+ ){0,2}(?:prosthesis|arthroplasty)",
    re.I,
)


def apply(case: Case) -> Changes:
    """T84.84XA and G89.18, or G89.28 where it is called chronic."""
    words = said(case, ("hardware", "screw", "plate", "prosthesis", "implant", "fixation", "arthroplasty"), _PAIN)
    if words:
        chronic = any((line := line_at(case, span)) and "chronic" in line.text.lower() for span in words)
        yield beside("T84.84XA", words, "Complication", "orthopedic device", "pain")
        yield beside("G89.28" if chronic else "G89.18", words, "Pain", "postprocedural")
        yield First("T84.84XA")


EXAMPLES = (
    note("ASSESSMENT\n1. Painful hardware of the left ankle.", codes=("T84.84XA", "G89.18"), first="T84.84XA"),
    note("ASSESSMENT\n1. Left ankle pain.", codes=("M25.572",), absent=("T84.84XA",)),
)
