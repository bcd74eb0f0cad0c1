"""A fracture seen while it heals, told apart from its name: routine healing, 7th character D (I.C.19.a, I.C.19.c)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.19.a-healing",
    title="Fracture that heals",
    sections=("I.C.19.a", "I.C.19.c"),
    order=37,
    settings=("outpatient",),
)
_HEALS = re.compile(
    r"\b(?:fx|fracture)s? (?:f/u|follow[- ]?up)\b|\bhealing (?:well|routinely|as expected|nicely|appropriately)|"
    r"\b(?:bridging|good|early|abundant) callus|"
    r"\bcallus (?:formation|seen|present)|\broutine healing",
    re.I,
)
FRACTURES = ("S42", "S52", "S62", "S72", "S82", "S92", "S22", "S32")


def apply(case: Case) -> Changes:
    """D in place of A for a closed fracture, where the record has but one."""
    fractures = [one for one in case.codes(*FRACTURES) if len(one.code) == 8]
    if len(fractures) != 1 or fractures[0].code[-1] != "A":
        return
    words = said(case, ("fx", "fracture", "heal", "callus"), _HEALS, RECORD)
    if words:
        yield instead(fractures[0], fractures[0].code[:-1] + "D", words)


EXAMPLES = (
    note(
        "FRACTURE FOLLOW-UP\nX-ray shows bridging callus.\n\nASSESSMENT\n1. Left distal radius fracture.",
        codes=("S52.502D",),
        absent=("S52.502A",),
    ),
    note("ASSESSMENT\n1. Left distal radius fracture, splinted.", codes=("S52.502A",), absent=("S52.502D",)),
)
