"""The final character of chapter 15 codes is the trimester of the encounter, from the weeks or the words of the record (I.C.15.a.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, instead
from .term import trimester_told

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.a.3",
    title="Trimester",
    sections=(
        "I.C.15.a.3",
        "I.C.15.a.5",
        "I.C.15.a.7",
    ),
    order=44,
)
_UNSPECIFIED = re.compile(r"unspecified trimester")


def apply(case: Case) -> Changes:
    """The trimester for codes that name none; a question where the record tells neither weeks nor trimester."""
    for found in case.codes("O", "Z34"):
        title = (case.title(found.code) or "").lower()
        if not _UNSPECIFIED.search(title):
            continue
        number, words = trimester_told(case)
        code = next((other for other in case.knowledge.tree.siblings(found.code) if other.endswith(number) and _names(case, other)), None)
        if number != "9" and code and case.billable(code):
            yield instead(found, code, words)
        elif number == "9":
            yield ask("Trimester or weeks of gestation", found.evidence)


def _names(case: Case, code: str) -> bool:
    return "trimester" in (case.title(code) or "").lower()


EXAMPLES = (
    note("ASSESSMENT\n1. Chronic hypertension in pregnancy, second trimester.", codes=("O10.912",), absent=("O10.919",)),
    note("ASSESSMENT\n1. Anemia in pregnancy.", asks="Trimester"),
    note("HPI\nShe is 32 weeks pregnant.\n\nASSESSMENT\n1. Hyperemesis gravidarum.", absent=("O10.919",), codes=("Z3A.32",)),
)
