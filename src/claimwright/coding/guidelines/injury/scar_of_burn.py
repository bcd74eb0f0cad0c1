"""What a burn left: the scar or contracture first, the burn behind it as a sequela (I.B.10, I.C.19.d.7)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, beside, instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.19.d.7", title="Sequela of a burn", sections=("I.B.10", "I.C.19.d.7"), order=66)
BURNS = ("T20", "T21", "T22", "T23", "T24", "T25")
CAUSES = ("X0", "X1")
_CONTRACTURE = re.compile(r"\bcontractures?\b|\bcontracted\b", re.I)


def apply(case: Case) -> Changes:
    """The burn and its cause end in S beside a scar; a contracture told with the scar is coded too."""
    scars = case.codes("L91.0", "L90.5")
    burns = [one for one in case.pooled(*BURNS) if one.code[-1] in "AD"]
    if not scars or not burns:
        return
    for one in (*burns, *case.codes(*CAUSES)):
        yield instead(one, one.code[:-1] + "S")
    words = together(case, scars[0], said(case, ("contract",), _CONTRACTURE, ASSESSED))
    if words and "L90.5" not in case.findings:
        yield beside("L90.5", words, "Cicatrix", "contracted")


EXAMPLES = (
    note(
        "HPI\nFull thickness burn of the right forearm.\n\nASSESSMENT\n1. Hypertrophic burn scar with contracture of the right forearm.",
        codes=("L91.0", "L90.5", "T22.311S"),
        absent=("T22.311A",),
        first="L91.0",
    ),
    note("ASSESSMENT\n1. Full thickness burn of the right forearm.", codes=("T22.311A",), absent=("T22.311S", "L90.5")),
)
