"""Screening as the reason for the visit: Z11 to Z13 first, what is found follows (I.C.21.c.5)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, said

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.5", title="Screening first", sections=("I.C.21.c.5",), order=57)
_FOR = re.compile(
    r"(?:here|presents?|presenting|seen|visit|indication|encounter|referred|"
    r"scheduled)[^.\n]{0,40}for (?:\w+ ){0,5}screening|^ ?(?:average[- ]risk )?(?:screening (?:colonoscopy|"
    r"mammogra\w+|exam\w*|for)|encounter for screening|(?:colon|colorectal|breast|cervical|lung) cancer screening)",
    re.I,
)


_NAMED = re.compile(r"\bscreening\b(?! (?:was|for \w+ (?:was )?(?:negative|normal)))", re.I)
INDICATION = frozenset({"indication"})


def apply(case: Case) -> Changes:
    """Lead with the screening code where the reason for the visit says so."""
    screening = case.codes("Z11", "Z12", "Z13")
    if not screening or case.first:
        return
    if said(case, ("screening",), _FOR, REASON | {"procedure"}, False) or said(case, ("screening",), _NAMED, INDICATION, False):
        yield First(screening[0].code)


EXAMPLES = (
    note("INDICATION\nScreening colonoscopy.\n\nDIAGNOSIS\n1. Colon polyp.", codes=("Z12.11", "K63.5"), first="Z12.11"),
    note("ASSESSMENT\n1. Hypertension. Screening colonoscopy ordered.", codes=("I10",), absent=("Z12.11",), first="I10"),
)
