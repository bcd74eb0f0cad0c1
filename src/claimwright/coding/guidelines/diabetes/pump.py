"""Insulin pump failure: the mechanical complication first, then underdosing or overdosing of insulin, then the diabetes (I.C.4.a.5)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Removal, note
from ..reading import STORY, beside, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.4.a.5",
    title="Insulin pump malfunction",
    sections=(
        "I.C.4.a.5.a",
        "I.C.4.a.5.b",
    ),
    order=76,
    adds=True,
)
_FAILED = re.compile(
    r"(?:insulin )?pump (?:site |infusion set |set |tubing |catheter )?(?:malfunction\w*|failure|failed|breakdown|displacement|leak\w*|"
    r"occlusion|occluded|kink\w*|stopped working|mechanical \w+)|(?:infusion set|cannula|tubing|pump site)[^.;\n]{0,20}"
    r"(?:came (?:loose|out|off)|fell out|dislodged|kinked|occluded|blocked|leaking|failure|failed)|"
    r"(?:malfunction\w*|failure|breakdown) of (?:the |his |her )?insulin pump",
    re.I,
)
_TOO_MUCH = re.compile(r"over-?dos\w+|too much insulin|excess\w* insulin|over-?deliver\w+|hypoglyc\w+", re.I)


def apply(case: Case) -> Changes:
    """T85.614A first with T38.3X6A, or T38.3X1A where too much insulin was given."""
    words = said(case, ("pump", "infusion set"), _FAILED, STORY)
    if not words or not case.codes("E08.", "E09.", "E10.", "E11.", "E13."):
        return
    yield beside("T85.614A", words, "Complication", "insulin pump", "mechanical")
    much = said(case, ("overdos", "over-dos", "much", "excess", "deliver", "hypoglyc"), _TOO_MUCH, STORY)
    yield beside("T38.3X1A" if much else "T38.3X6A", (*words, *much), "Table of Drugs", "insulin")
    for vague in case.codes("T50.90"):
        if together(case, vague, (*words, *much)):
            yield Removal(vague.code, "replaced-by-combination", "the drug is insulin")
    yield First("T85.614A")


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Insulin pump malfunction with hyperglycemia.\n2. Type 1 diabetes.", codes=("T85.614A", "T38.3X6A"), first="T85.614A"
    ),
    note(
        "ASSESSMENT\n1. Insulin pump failure, overdose of insulin.\n2. Type 1 diabetes.",
        codes=("T85.614A", "T38.3X1A"),
        absent=("T38.3X6A",),
    ),
    note("ASSESSMENT\n1. Type 1 diabetes, on an insulin pump.", codes=("E10.9",), absent=("T85.614A",)),
)
