"""Body mass index is coded only beside a weight diagnosis of the provider (I.B.14, I.C.21.c.3); the number may come from anyone."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.B.14-bmi", title="Body mass index", sections=("I.B.14", "I.C.21.c.3"), order=56)
_BMI = re.compile(r"(?:bmi|body mass index)[^.\d\n]{0,15}(\d{2}(?:\.\d+)?)(?!\d|\s?(?:(?:st|nd|rd|th)\b|percentile|%))", re.I)
WEIGHT = ("E66", "R63.4", "R63.5", "R63.6", "E43", "E44", "E46", "E64.0", "F50", "R64")


def apply(case: Case) -> Changes:
    """Z68 for the number stated last, where a weight diagnosis is reported; otherwise no Z68 at all."""
    spans = tuple(case.find(_BMI)) if case.codes(*WEIGHT) and (case.patient.age is None or case.patient.age >= 20) else ()
    match = _BMI.search(spans[-1].text) if spans else None
    code = code_of(float(match[1])) if match else None
    for found in case.codes("Z68"):
        if found.code != code:
            yield Removal(found.code, "excluded")
    if code:
        yield Proposal(code=code, evidence=spans, path=("Body mass index", spans[-1].text))


def code_of(index: float) -> str | None:
    """The adult Z68 code of a body mass index (tabular list, Z68.1 to Z68.45); None for a number that is no index."""
    if not 10 <= index <= 99:
        return None
    if index < 20:
        return "Z68.1"
    if index < 40:
        return f"Z68.{int(index)}"
    return (
        f"Z68.4{min(int(index // 10) - 3 if index >= 50 else 1 if index < 45 else 2, 5)}"
        if index < 50
        else f"Z68.4{min(int(index // 10) - 2, 5)}"
    )


EXAMPLES = (
    note("VITALS\nBMI 34.2\n\nASSESSMENT\n1. Obesity.", codes=("Z68.34",)),
    note("VITALS\nBMI 34.2\n\nASSESSMENT\n1. Hypertension.", codes=("I10",), absent=("Z68.34",)),
    note("VITALS\nBMI 46\n\nASSESSMENT\n1. Morbid obesity.", codes=("Z68.42",)),
    note("VITALS\nBMI 52.1\n\nASSESSMENT\n1. Morbid obesity.", codes=("Z68.43",)),
)
