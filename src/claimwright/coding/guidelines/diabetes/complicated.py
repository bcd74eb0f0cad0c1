"""A diabetes code without complications does not stand beside one of the same type with a complication (I.C.4.a)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.C.4.a-uncomplicated", title="With and without complications", sections=("I.C.4.a",), order=45)


def apply(case: Case) -> Changes:
    """Remove E08.9 to E13.9 beside another code of the category."""
    for category in ("E08", "E09", "E10", "E11", "E13"):
        if f"{category}.9" in case.findings and len(case.codes(f"{category}.")) > 1:
            yield Removal(f"{category}.9", "replaced-by-combination", "a complication is reported")


EXAMPLES = (
    note("ASSESSMENT\n1. Diabetic gastroparesis.\n2. Type 2 diabetes.", codes=("E11.43",), absent=("E11.9",)),
    note("ASSESSMENT\n1. Type 2 diabetes.", codes=("E11.9",), absent=("E11.43",)),
)
