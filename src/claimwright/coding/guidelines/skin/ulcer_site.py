"""An ulcer of the leg with its cause is reported with its site and depth too: L97 (tabular list, "use additional code")."""

from __future__ import annotations

import re

from ...case import Case
from ...words import side_of
from ..model import Changes, Guideline, note
from ..reading import RECORD, beside, line_at, said

RULE = Guideline(id="icd10cm-guideline-I.A.17-ulcer", title="Site of an ulcer", sections=("I.A.17", "I.C.4.a"), order=19)
CAUSES = ("E08.621", "E09.621", "E10.621", "E11.621", "E13.621", "I83.0", "I83.2", "I70.23", "I70.24")
_ULCER = re.compile(r"ulcer\w*|\bwound\b", re.I)
SITES = (
    (re.compile(r"heel|midfoot|mid-foot", re.I), "4"),
    (re.compile(r"\btoes?\b|hallux|metatarsal|forefoot|plantar|\bfoot\b|\bMTP\b", re.I), "5"),
    (re.compile(r"ankle|malleol\w+", re.I), "3"),
    (re.compile(r"\bcal(?:f|ves)\b", re.I), "2"),
    (re.compile(r"thigh", re.I), "1"),
    (re.compile(r"lower leg|\bshin\b|\bleg\b", re.I), "8"),
)
"""Words of a site -> the character after L97 (tabular list)."""
SIDES = {"right": "1", "left": "2"}


def apply(case: Case) -> Changes:
    """L97 by the site and side that stand with the ulcer, depth not stated; another rule reads the depth."""
    if not case.codes(*CAUSES) or case.codes("L97"):
        return
    for span in said(case, ("ulcer", "wound"), _ULCER, RECORD):
        line = line_at(case, span)
        side = SIDES.get(side_of(line.text) or "", "") if line else ""
        for pattern, site in SITES if line and side else ():
            where = tuple(one for one in case.find(pattern, RECORD, asserted=False) if line_at(case, one) is line)
            if where:
                yield beside(f"L97.{site}{side}9", (span, *where), "Ulcer", "lower limb", where[0].text.lower())
                return


EXAMPLES = (
    note("ASSESSMENT\n1. Type 2 diabetes with foot ulcer, right heel.", codes=("E11.621", "L97.419"), first="E11.621"),
    note("ASSESSMENT\n1. Type 2 diabetes.", codes=("E11.9",), absent=("L97.419",)),
)
