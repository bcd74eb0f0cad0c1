"""Premature rupture of membranes by how far the pregnancy is, and whether labor began within a day (O42, I.B.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, said
from .term import gestation

RULE = Guideline(id="icd10cm-guideline-I.B.2-membranes", title="Rupture of membranes", sections=("I.B.2", "I.C.15.a.3"), order=42)
_LATER = re.compile(r"\b(?:prolonged (?:rupture|ROM|PROM)|(?:>|more than|over|after) ?(?:18|24) ?(?:h|hours|hrs)\b)", re.I)
_WITHIN = re.compile(
    r"\b(?:contractions|labor|contracting) (?:\w+ ){0,4}(?:began|started|ensued|took up|followed|set in|within)|"
    r"(?:began|started|in|onset of) (?:\w+ )?labor",
    re.I,
)


def apply(case: Case) -> Changes:
    """The code by weeks, 37 and more being term, and by the onset of labor; the trimester of a preterm one by the weeks."""
    for found in case.codes("O42.90", "O42.919", "O42.019", "O42.119", "O42.00", "O42.10"):
        weeks, spans = gestation(case)
        if weeks is None:
            continue
        later, within = (
            said(case, ("prolonged", "hour", "hrs", "24 h", "24h"), _LATER, RECORD),
            said(case, ("contract", "labor"), _WITHIN, RECORD),
        )
        onset = found.code[4] if found.code[4] != "9" else "1" if later else "0" if within else "9"
        code = f"O42.{onset}2" if weeks >= TERM else f"O42.{onset}1{3 if weeks >= THIRD else 2 if weeks >= SECOND else 1}"
        if code != found.code and case.billable(code):
            yield instead(found, code, (*spans, *(later or within)))


TERM, THIRD, SECOND = 37, 28, 14
"""Completed weeks."""


EXAMPLES = (
    note("ASSESSMENT\n1. Premature rupture of membranes at 39 weeks.", codes=("O42.92",), absent=("O42.90",)),
    note("ASSESSMENT\n1. PPROM at 32 weeks.", codes=("O42.913",), absent=("O42.90",)),
)
