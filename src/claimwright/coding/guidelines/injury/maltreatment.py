"""Abuse: confirmed T74 or suspected T76 before the injuries it left (I.C.19.f)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, First, Guideline, Proposal, note
from ..reading import ASSESSED, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.19.f",
    title="Abuse, neglect, maltreatment",
    sections=(
        "I.C.19.f",
        "I.C.20.g",
    ),
    order=85,
    adds=True,
)
_ABUSE = re.compile(
    r"\b(?:(?P<doubt>suspected|alleged|possible|concern(?:ing)? for|reported|r/o|rule out) )?(?:non-?accidental trauma\b|"
    r"(?:(?P<child>child)|elder|adult|domestic|spous\w+|intimate partner|partner)(?: (?P<kind>physical|sexual|emotional|psychological))?"
    r" (?:abuse|violence|assault|(?P<neglect>neglect))|(?P<sexual>sexual assault|rape)\b)"
    r"(?! (?:history|screen\w*|hotline|shelter|resources))"
    r"(?:,? (?P<after>suspected|alleged))?",
    re.I,
)
KINDS = {"sexual": "2", "emotional": "3", "psychological": "3"}
"""Word of the kind -> fifth character of T74 and T76; neglect is 0, any other abuse physical, 1 (tabular list)."""


def apply(case: Case) -> Changes:
    """Propose what the assessment tells, confirmed or suspected; lead with T74 or T76 of the current encounter."""
    found = case.codes("T74", "T76")
    fresh = () if found else tuple(_told(case))
    for code, span in fresh[:1]:
        yield Proposal(code=code, evidence=(span,), path=("Maltreatment", span.text.lower()))
        if not case.first:
            yield First(code)
    if found and not case.first and found[0].code.endswith("A"):
        yield First(found[0].code)


def _told(case: Case) -> Iterator[tuple[str, Evidence]]:
    for span in said(
        case, ("abuse", "violence", "neglect", "sexual assault", "rape", "accidental trauma"), _ABUSE, ASSESSED, asserted=False
    ):
        match = _ABUSE.search(span.text)
        if match is None or any(case.codes("Z62.81", "Z91.41")):
            continue
        kind = "0" if match["neglect"] else "2" if match["sexual"] else KINDS.get((match["kind"] or "").lower(), "1")
        minor = match["child"] or "accidental" in span.text or (case.patient.age is not None and case.patient.age < 18)
        code = f"T{'76' if match['doubt'] or match['after'] else '74'}.{kind}{'2' if minor else '1'}XA"
        if case.billable(code):
            yield code, span


EXAMPLES = (
    note("ASSESSMENT\n1. Suspected child physical abuse.\n2. Contusion of left forearm.", codes=("T76.12XA",), first="T76.12XA", age=3),
    note(
        "ASSESSMENT\n1. Contusion of left forearm.\n2. Child physical abuse, confirmed.", codes=("T74.12XA", "S50.12XA"), first="T74.12XA"
    ),
    note("ASSESSMENT\n1. Contusion of left forearm.\n2. Hypertension.", codes=("S50.12XA",), absent=("T74.12XA",), first="S50.12XA"),
)
