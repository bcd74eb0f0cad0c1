"""A fracture is displaced unless the record says that it is not (I.C.19.c)."""

from __future__ import annotations

import re

from ...case import Case, Finding
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.19.c-displaced", title="Displaced or not", sections=("I.C.19.c",), order=21)
_NOT = re.compile(
    r"\b(?:non-?|un|not |minimally |without )displace(?:d|ment)\b|\bnon-?disp\b|\b(?:anatomic|good|near-?anatomic) alignment\b", re.I
)


FRACTURES = ("S02", "S12", "S22", "S32", "S42", "S52", "S62", "S72", "S82", "S92")
"""Categories of fractures: of a single one the record's words count wherever they stand."""


def apply(case: Case) -> Changes:
    """The code of the other kind where the title says what the record does not."""
    for found in case.codes("S"):
        title = case.title(found.code) or ""
        if not title.startswith(("Displaced", "Nondisplaced")):
            continue
        words = said(case, ("displac", "disp", "alignment"), _NOT, RECORD, asserted=False)
        told = together(case, found, words) or (words if len(case.codes(*FRACTURES)) == 1 else ())
        if bool(told) == title.startswith("Displaced") and (code := _other(case, found, title)):
            yield instead(found, code, told)


def _other(case: Case, found: Finding, title: str) -> str | None:
    """The code that differs in nothing but the displacement: its character is three higher or lower, or one."""
    wanted = title.removeprefix("Displaced").removeprefix("Nondisplaced")
    for place in (4, 5, 6):
        for digit in "0123456789":
            code = found.code[:place] + digit + found.code[place + 1 :]
            other = case.title(code) if code != found.code else None
            if other and other.startswith(("Displaced", "Nondisplaced")) and other.endswith(wanted) and len(other) != len(title):
                return code if case.billable(code) else None
    return None


EXAMPLES = (
    note("ASSESSMENT\n1. Right lateral malleolus fracture.", codes=("S82.61XA",), absent=("S82.64XA",)),
    note(
        "RESULTS\nX-ray: nondisplaced fracture of the lateral malleolus.\n\nASSESSMENT\n1. Right lateral malleolus fracture.",
        codes=("S82.64XA",),
        absent=("S82.61XA",),
    ),
)
