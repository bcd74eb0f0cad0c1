"""First-listed diagnosis: what is chiefly responsible for the visit (IV.G), a symptom too, where nothing reported explains it (IV.D, II.A).

Codes that name a cause or a stage never come first: manifestations follow their etiology (I.A.13), combinations their own order (I.C.9.a).
"""

from __future__ import annotations

import re

from ...case import Case, Finding
from ...ordering import told_at
from ..model import Changes, First, Guideline, note

RULE = Guideline(
    id="icd10cm-guideline-IV.G", title="First-listed and principal diagnosis", sections=("I.A.13", "II.A", "IV.D", "IV.G"), order=90
)
NEVER_FIRST = re.compile(r"Z1[5-8]|Z2[18]|Z3A|Z33\.1|Z37|Z5[5-9]|Z6|Z7[2-57-9]|Z[89]|B9[5-7]|G89|N18|I50|L97|R29\.7|R40\.2|R65|R78\.81|Y90")
"""Status, history, organism, scores: never the reason for an encounter by themselves, where another code is reported."""
AFTER = {
    "I50": ("I11", "I13"),
    "N18": ("E08.2", "E09.2", "E10.2", "E11.2", "E13.2", "I12", "I13"),
    "L97": ("E08", "E09", "E10", "E11", "E13"),
    "G89": ("M", "R10"),
    "K31.84": ("E08.4", "E09.4", "E10.4", "E11.4", "E13.4"),
    "M86": ("E08.6", "E09.6", "E10.6", "E11.6", "E13.6"),
}
"""Codes that stand behind another one where it is reported: heart failure behind hypertensive heart disease, and the like."""


def apply(case: Case) -> Changes:
    """Choose the first code when the leading finding may not stand first."""
    if case.first:
        return
    ordered = sorted((found for found in case.findings.values() if found.role != "external-cause"), key=told_at)
    if len(ordered) < 2 or _may_lead(ordered[0], ordered):
        return
    if leader := leader_of(ordered[0], ordered):
        yield First(leader.code)
        return
    for found in ordered[1:]:
        if _may_lead(found, ordered):
            yield First(found.code)
            return


def leader_of(found: Finding, ordered: list[Finding]) -> Finding | None:
    """The code that this one stands behind, where both are reported."""
    leaders = tuple(leader for prefix, leading in AFTER.items() if found.code.startswith(prefix) for leader in leading)
    return next((other for other in ordered if leaders and other is not found and other.code.startswith(leaders)), None)


def _may_lead(found: Finding, ordered: list[Finding]) -> bool:
    code = found.code
    for prefix, leaders in AFTER.items():
        if code.startswith(prefix):
            return not any(other.code.startswith(leaders) for other in ordered)
    return not NEVER_FIRST.match(code)


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Acute osteomyelitis of the right foot.\n2. Type 2 diabetes with osteomyelitis.",
        codes=("E11.69", "M86.171"),
        first="E11.69",
    ),
    note("ASSESSMENT\n1. Heart failure.\n2. Hypertension.", codes=("I11.0", "I50.9"), first="I11.0", absent=("I10",)),
    note("ASSESSMENT\n1. History of colon cancer.\n2. Hypertension.", codes=("I10",), first="I10"),
)
