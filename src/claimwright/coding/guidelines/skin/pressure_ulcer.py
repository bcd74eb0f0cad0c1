"""Pressure ulcer: site, side and stage in one code, the stage from anyone's words (I.B.14, I.C.12.a)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ...words import side_of
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, line_at, lines_of, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.12.a",
    title="Stage of a pressure ulcer",
    sections=(
        "I.B.14",
        "I.C.12.a.1",
        "I.C.12.a.2",
        "I.C.12.a.5",
        "I.C.12.a.7",
    ),
    order=21,
)
_STAGE = re.compile(
    r"\bstage (?:(?P<n>[1-4])|(?P<roman>IV|III|II|I))\b|(?P<un>unstageable)|(?P<deep>deep tissue (?:pressure )?injury|\bdti\b)", re.I
)
SITES = (
    (re.compile(r"sacr\w+|coccy\w+|tailbone", re.I), "15", ""),
    (re.compile(r"heel", re.I), "6", "sided"),
    (re.compile(r"ankle|malleol\w+", re.I), "5", "sided"),
    (re.compile(r"hip|trochanter\w*", re.I), "2", "sided"),
    (re.compile(r"buttocks?|ischi\w+", re.I), "3", "sided"),
    (re.compile(r"elbow", re.I), "0", "sided"),
    (re.compile(r"\bhead\b|occip\w+", re.I), "81", ""),
)
"""Words of a site -> characters after L89 (tabular list); sided sites take 0, 1 right, 2 left."""
_ULCER = re.compile(r"pressure (?:ulcer|injury|sore)|decubitus|bedsore", re.I)


def apply(case: Case) -> Changes:
    """The code of the site and stage that stand with the ulcer; where the stage is told elsewhere, from there."""
    for found in case.codes("L89"):
        lines = lines_of(case, found)
        stages = together(case, found, case.find(_STAGE, RECORD)) or _elsewhere(case)
        for pattern, site, sided in SITES:
            where = together(case, found, case.find(pattern, RECORD, asserted=False))
            if not where:
                continue
            side = next((side for line in lines if (side := side_of(line.text)) in ("right", "left")), "")
            digit = "" if not sided else {"right": "1", "left": "2"}.get(side or "", "0")
            code = f"L89.{site}{digit}{_stage(stages)}"
            if code != found.code and case.billable(code):
                yield instead(found, code, (*where, *stages), ("Ulcer", "pressure", where[0].text.lower()))
            break


def _elsewhere(case: Case) -> tuple[Evidence, ...]:
    """The stage that a nurse or the examination tells of a pressure ulcer."""
    spans = said(case, ("stage", "deep tissue"), _STAGE, frozenset({"exam", "other", "course", "hpi", "plan"}))
    return tuple(span for span in spans if (line := line_at(case, span)) and _ULCER.search(line.text))


def _stage(stages: tuple[Evidence, ...]) -> str:
    match = _STAGE.search(stages[0].text) if stages else None
    if not match:
        return "9"
    if match["un"]:
        return "0"
    return "6" if match["deep"] else match["n"] or str({"I": 1, "II": 2, "III": 3, "IV": 4}[match["roman"].upper()])


EXAMPLES = (
    note("ASSESSMENT\n1. Pressure ulcer of the sacrum, stage 3.", codes=("L89.153",), absent=("L89.93", "L89.159")),
    note(
        "EXAM\nPressure injury over the left heel, stage 2.\n\nASSESSMENT\n1. Pressure ulcer of the left heel.",
        codes=("L89.622",),
        absent=("L89.629",),
    ),
    note("ASSESSMENT\n1. Pressure ulcer of the sacrum.", codes=("L89.159",), absent=("L89.153",)),
)
