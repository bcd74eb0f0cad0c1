"""A second infarction within four weeks: I22 beside I21, in the order of the encounter's reason (I.C.9.e.4)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.9.e.4", title="Subsequent myocardial infarction", sections=("I.C.9.e.4",), order=40)
_SECOND = re.compile(
    r"(?:subsequent|second|another|recurrent|new) (?:acute )?(?:myocardial infarction|\bmi\b|nstemi|"
    r"stemi)[^.\n]{0,60}(?:(?:\d|one|two|three|four) weeks? (?:after|ago|earlier)|(?:\d+) days (?:after|ago|"
    r"earlier)|within (?:four|4) weeks)",
    re.I,
)


def apply(case: Case) -> Changes:
    """I22.2 or I22.9 where the words tell a second event within four weeks of the first."""
    first = case.codes("I21.")
    if (
        first
        and first[0].code != "I21.A1"
        and (words := said(case, ("subsequent", "second", "another", "recurrent", "new"), _SECOND, STORY))
    ):
        yield beside("I22.2" if "nstemi" in words[0].text.lower() else "I22.9", words, "Infarct", "myocardium", "subsequent")


EXAMPLES = (
    note("ASSESSMENT\n1. Second NSTEMI, 10 days after NSTEMI of the lateral wall.", codes=("I22.2", "I21.4")),
    note("ASSESSMENT\n1. NSTEMI.", codes=("I21.4",), absent=("I22.2",)),
)
