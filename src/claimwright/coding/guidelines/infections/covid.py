"""COVID-19: U07.1 first, then its manifestations; pneumonia due to it is U07.1 with J12.82 (I.C.1.g.1)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import ASSESSED, beside, instead, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.1.g.1",
    title="COVID-19 and its manifestations",
    sections=(
        "I.C.1.g.1.b",
        "I.C.1.g.1.c",
    ),
    order=29,
)
_VIRUS = re.compile(r"covid(?:-| )?(?:19)?|sars-cov-2", re.I)
PLAIN = ("J18.9", "J12.9", "J12.89")


def apply(case: Case) -> Changes:
    """U07.1 beside J12.82; J12.82 for a pneumonia that its statement links to the virus."""
    if not case.has_any(("covid", "sars-cov")) or case.codes("U09.9"):
        return
    pneumonia = case.findings.get("J12.82")
    words = tuple(case.find(_VIRUS, ASSESSED))
    for found in case.codes(*PLAIN):
        if near := together(case, found, words):
            pneumonia = found
            yield instead(found, "J12.82", near, ("Pneumonia", "due to COVID-19"))
    if pneumonia and "U07.1" not in case.findings:
        yield beside("U07.1", (*pneumonia.evidence, *together(case, pneumonia, words)), "COVID-19")
    if (pneumonia or "U07.1" in case.findings) and not case.codes("A4", "O98"):
        yield First("U07.1")


EXAMPLES = (
    note("ASSESSMENT\n1. COVID-19 pneumonia.", codes=("U07.1", "J12.82"), first="U07.1"),
    note("ASSESSMENT\n1. Hypoxia.\n2. COVID-19.", codes=("U07.1",), first="U07.1"),
    note("ASSESSMENT\n1. Pneumonia. COVID-19 test negative.", codes=("J18.9",), absent=("U07.1", "J12.82")),
)
