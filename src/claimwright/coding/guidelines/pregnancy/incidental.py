"""Pregnancy is Z33.1 only where the provider calls it incidental to the visit; never beside chapter 15 codes (I.C.15.a.1)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import STORY, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.15.a.1-incidental", title="Incidental pregnancy", sections=("I.C.15.a.1",), order=42)
_INCIDENTAL = re.compile(
    r"(?:pregnan(?:t|cy)[^.\n]{0,40}incidental|incidental(?:ly)? (?:to (?:the |her )?)?pregnan\w+|"
    r"incidental pregnancy|unrelated to (?:the |her )?pregnancy|(?:does|do|is|are) not affect(?:ing)? (?:the |"
    r"her )?pregnancy)",
    re.I,
)


def apply(case: Case) -> Changes:
    """Z33.1 where those words stand; removed beside chapter 15 codes."""
    if case.codes("O"):
        if "Z33.1" in case.findings:
            yield Removal("Z33.1", "excluded", "chapter 15 codes are reported")
    elif words := said(case, ("pregnan",), _INCIDENTAL, STORY, asserted=False):
        yield beside("Z33.1", words, "Pregnancy", "incidental finding")


EXAMPLES = (
    note(
        "HPI\nShe is 12 weeks pregnant.\n\nASSESSMENT\n1. Left ankle sprain. The pregnancy is incidental to this visit.",
        codes=("S93.402A", "Z33.1"),
    ),
    note("ASSESSMENT\n1. Anemia in pregnancy, third trimester.", absent=("Z33.1",), codes=("O99.013",)),
)
