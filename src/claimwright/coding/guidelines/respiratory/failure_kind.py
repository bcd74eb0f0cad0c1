"""Respiratory failure by its course and by both gases: "acute on chronic hypoxic and hypercapnic" takes two codes (J96, I.B.2, I.B.8)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case, Finding
from ..model import Changes, Guideline, Proposal, note
from ..reading import STORY, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.B.2-respiratory-failure", title="Respiratory failure by course and gas", sections=("I.B.2", "I.B.8"), order=17
)
_GAS = r"(?:hypox\w+|hypercap\w+|hypercarb\w+)"
_FAILURE = re.compile(
    rf"(?:\b(?P<course>acute[- ](?:on|and)[- ]chronic|acute|chronic),? )?(?P<before>(?:{_GAS}(?:\s*(?:,|/|&|\+)\s*|\s+and\s+|\s+))*)"
    rf"resp(?:iratory|\.)? failure(?:,? (?:with|w/|and) (?P<after>{_GAS}(?:(?:\s*(?:,|/|&|\+)\s*|\s+and\s+){_GAS})?))?",
    re.I,
)
COURSES = {"acute": "J96.0", "chronic": "J96.1"}
Told = tuple[Evidence, str, frozenset[str]]
"""Words, the beginning of the code by the course ("" where none is told), the last characters by the gases."""


def apply(case: Case) -> Changes:
    """Each code of a respiratory failure by its own sentence; the gases, where that has none, from the rest of the record."""
    failures = case.codes("J96")
    told = [_read(span) for span in said(case, ("resp",), _FAILURE, STORY)] if failures else []
    for found in failures:
        own = _best(case, found, told)
        if own is None:
            continue
        span, course, gases = own
        stem = course or found.code[:5]
        others = [one for one in told if one[2] and one[1] in ("", stem)]
        more = () if gases or not others else (others[0][0],)
        codes = [f"{stem}{gas}" for gas in sorted(gases or (others[0][2] if others else frozenset(found.code[5:])))]
        for code in codes if codes != [found.code] else ():
            if case.billable(code):
                gone = frozenset({found.code} - set(codes))
                yield Proposal(
                    code=code, evidence=(*found.evidence, span, *more), replaces=gone, path=("Failure", "respiratory", span.text.lower())
                )


def _read(span: Evidence) -> Told:
    match = _FAILURE.search(span.text)
    if match is None:
        return span, "", frozenset()
    course = (match["course"] or "").lower().replace("-", " ")
    words = f"{match['before']} {match['after'] or ''}".lower()
    gases = frozenset(({"1"} if "hypox" in words else set()) | ({"2"} if "hyperc" in words else set()))
    return span, "J96.2" if len(course.split()) > 1 else COURSES.get(course, ""), gases


def _best(case: Case, found: Finding, told: list[Told]) -> Told | None:
    """What the finding's own sentences tell, that with the most gases first."""
    own = [one for one in told if together(case, found, one[:1])]
    return max(own, key=lambda one: (len(one[2]), bool(one[1])), default=None)


EXAMPLES = (
    note("ASSESSMENT\n1. Acute on chronic hypoxic and hypercapnic respiratory failure.", codes=("J96.21", "J96.22"), absent=("J96.02",)),
    note(
        "HPI\nAcute hypoxic and hypercapnic resp failure.\n\nASSESSMENT\n1. Acute respiratory failure.",
        codes=("J96.01", "J96.02"),
        absent=("J96.00",),
    ),
    note("ASSESSMENT\n1. Acute respiratory failure with hypoxia.", codes=("J96.01",), absent=("J96.02",)),
)
