"""Malignancy without a known site: C80.1 for an unknown primary, C80.0 for disseminated disease of no known sites (I.C.2.j, I.C.2.k)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Removal, note
from ..reading import STORY, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.2.k",
    title="Unknown primary",
    sections=(
        "I.C.2.j",
        "I.C.2.k",
    ),
    order=66,
)
_UNKNOWN = re.compile(
    r"(?:unknown|occult|undetermined|unclear) primary|primary (?:site )?(?:is )?(?:unknown|undetermined|"
    r"not (?:known|found|identified))|cancer of unknown (?:origin|primary)",
    re.I,
)


def apply(case: Case) -> Changes:
    """C80.1 beside a secondary of unknown primary; neither C80.0 nor C80.1 beside a known primary."""
    primaries = [one for one in case.codes("C") if not one.code.startswith(("C77", "C78", "C79", "C7B", "C80"))]
    if primaries:
        for vague in case.codes("C80.0", "C80.1"):
            yield Removal(vague.code, "replaced-by-combination", "the primary site is known")
    elif (second := case.codes("C77", "C78", "C79")) and (
        words := said(case, ("unknown", "occult", "undetermined", "unclear", "primary"), _UNKNOWN, STORY)
    ):
        yield beside("C80.1", words, "Neoplasm", "malignant", "unknown primary")
        yield First(second[0].code)


EXAMPLES = (
    note("ASSESSMENT\n1. Liver metastases, unknown primary.", codes=("C78.7", "C80.1"), first="C78.7"),
    note("ASSESSMENT\n1. Liver metastases.\n2. Colon cancer.", codes=("C78.7", "C18.9"), absent=("C80.1",)),
)
