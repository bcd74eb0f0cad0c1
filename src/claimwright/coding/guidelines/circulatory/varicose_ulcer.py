"""Varicose veins "with" ulcer: one combination code by side and site, the ulcer's own code behind it (I.A.15, I.B.9; note at L97)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead

RULE = Guideline(id="icd10cm-guideline-I.A.15-varices", title="Varicose veins with ulcer", sections=("I.A.15", "I.B.9"), order=35)
SITES = {"L97.1": "1", "L97.2": "2", "L97.3": "3", "L97.4": "4", "L97.5": "5", "L97.8": "8", "L97.9": "9"}
"""Category of the ulcer -> sixth character of I83.0 (tabular list)."""
SIDES = ("1", "2")
"""Right and left, in I83.9 and in L97 alike."""


def apply(case: Case) -> Changes:
    """I83.0 for varicose veins of a leg that has an ulcer."""
    for veins in case.codes("I83.9"):
        for ulcer in case.codes(*SITES):
            side = ulcer.code[5:6]
            if side in SIDES and veins.code[5:6] in (side, "0", "3") and case.billable(code := f"I83.0{side}{SITES[ulcer.code[:5]]}"):
                yield instead(veins, code, ulcer.evidence, ("Varix", "leg", "with", "ulcer"))
                return


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Ulcer of the right calf with fat layer exposed.\n2. Varicose veins of the right leg.",
        codes=("I83.012", "L97.212"),
        absent=("I83.91",),
        first="I83.012",
    ),
    note("ASSESSMENT\n1. Varicose veins of the right leg.", codes=("I83.91",), absent=("I83.012",)),
)
