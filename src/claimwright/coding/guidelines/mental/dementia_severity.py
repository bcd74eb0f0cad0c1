"""Dementia is coded to the severity the provider documents, the highest of the stay; without it severity is unspecified (I.C.5.d)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import RECORD, line_at, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.5.d", title="Severity of dementia", sections=("I.C.5.d",), order=29)
_SEVERITY = re.compile(r"\b(mild|moderate|severe|advanced)\b", re.I)
LETTER = {"mild": "A", "moderate": "B", "severe": "C", "advanced": "C"}
ORDER = ("mild", "moderate", "severe", "advanced")
_SHOWN = re.compile(
    r"\b(?:(?P<n11>agitat\w+|aggressi\w+|combative\w*|violent)|(?P<n2>hallucinat\w+|delusion\w*|paranoi\w+|psycho(?:sis|tic))|"
    r"(?P<n3>depress\w+|apathy|mood disturbance)|(?P<n4>anxiety|anxious)|"
    r"(?P<n18>sundowning|disinhibit\w+|sleep disturbance|behaviou?ral disturbances?))",
    re.I,
)
"""What dementia is told to come with, by the characters behind its severity (tabular list, F01 to F03)."""
STEMS = (
    *("agitat", "aggress", "combativ", "violent", "hallucinat", "delusion", "paranoi", "psycho", "depress"),
    *("apathy", "mood", "anxi", "sundown", "disinhib", "sleep", "behavio"),
)
WITH = re.compile(r"\b(?:with|w/|and|associated|c/b|complicated by)", re.I)


def apply(case: Case) -> Changes:
    """The fifth character by the highest severity told in a statement of the dementia, those behind it by what it is told to come with."""
    for found in case.codes("F01", "F02", "F03"):
        words = together(case, found, said(case, ORDER, _SEVERITY, RECORD))
        words = tuple(span for span in words if (line := line_at(case, span)) and "dementia" in line.text.lower())
        letter = LETTER[max((span.text.lower() for span in words), key=ORDER.index)] if words else found.code[4]
        shown: dict[str, Evidence] = {}
        for span in together(case, found, said(case, STEMS, _SHOWN, RECORD)):
            line, match = line_at(case, span), _SHOWN.fullmatch(span.text)
            if match and line and WITH.search(line.text, line.text.lower().find("dementia") + 1 or len(line.text), span.start - line.start):
                shown.setdefault((match.lastgroup or "")[1:], span)
        shown.pop("18" if len(shown) > 1 else "", None)
        codes = {found.code[:4] + letter + kind: (*words, span) for kind, span in shown.items()}
        codes = codes or {found.code[:4] + letter + found.code[5:]: words}
        gone = {one.code for one in case.codes("R45.1", "R44", "R45.6", "F29") if shown and together(case, one, shown.values())}
        if codes.keys() != {found.code}:
            for code, spans in codes.items():
                yield Proposal(
                    code=code,
                    evidence=(*found.evidence, *spans),
                    replaces=frozenset({found.code, *gone} - codes.keys()),
                    path=("Dementia",),
                )


EXAMPLES = (
    note("ASSESSMENT\n1. Dementia, severe.", codes=("F03.C0",), absent=("F03.90",)),
    note("ASSESSMENT\n1. Vascular dementia, moderate.", codes=("F01.B0",), absent=("F01.50",)),
    note(
        "ASSESSMENT\n1. Vascular dementia, moderate, with hallucinations and agitation.",
        codes=("F01.B2", "F01.B11"),
        absent=("F01.B0", "R45.1"),
    ),
    note("ASSESSMENT\n1. Dementia.", codes=("F03.90",), absent=("F03.A0",)),
)
