"""Rheumatoid arthritis with rheumatoid factor is M05; several joints named are several sites (Alphabetic Index)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, said

RULE = Guideline(id="icd10cm-guideline-I.B.2-rheumatoid", title="Rheumatoid factor", sections=("I.B.2",), order=17)
_POSITIVE = re.compile(
    r"sero-?positive|sero ?\+|\bRF ?\+|RF(?:/CCP)? positive|rheumatoid factor (?:is |was )?(?:strongly )?positive|"
    r"positive rheumatoid factor",
    re.I,
)
_SEVERAL = re.compile(
    r"multi(?:ple)?[- ]?(?:joints?|sites?|articular)|poly-?articular|(?:hands?|wrists?|knees?|feet|shoulders?)(?:[/,]|"
    r" and )\s?(?:hands?|wrists?|knees?|feet|shoulders?)",
    re.I,
)


def apply(case: Case) -> Changes:
    """M05.9, or M05.79 for several sites, in the place of M06.9."""
    for found in case.codes("M06.9"):
        words = said(case, ("sero", "rf", "rheumatoid factor"), _POSITIVE, RECORD)
        several = said(case, ("multi", "poly", "hand", "wrist", "knee"), _SEVERAL, RECORD - {"exam"})
        if words:
            yield instead(found, "M05.79" if several else "M05.9", (*words, *several), ("Arthritis", "rheumatoid", "seropositive"))


EXAMPLES = (
    note("HPI\nRF positive.\n\nASSESSMENT\n1. Rheumatoid arthritis.", codes=("M05.9",), absent=("M06.9",)),
    note("ASSESSMENT\n1. Rheumatoid arthritis.", codes=("M06.9",), absent=("M05.9",)),
)
