"""Tobacco: dependence on cigarettes where the record says cigarettes; use or history beside conditions whose notes ask for it.

Tabular list: "use additional code" at J40 to J47, I20 to I25 (tobacco dependence F17.-, history Z87.891); I.C.5.b; I.C.21.c.4.
"""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-I.C.5.b", title="Tobacco", sections=("I.C.5.b", "I.C.21.c.4"), order=53)
_CIGARETTES = re.compile(r"cigarettes?|packs? (?:a|per) day|pack-?years?|\d ?ppd\b|half a pack|pack of cigarettes", re.I)
_SMOKES = re.compile(
    r"(?:still |currently |continues to )smok(?:es?|ing)|current (?:every day |daily )?(?:cigarette )?smoker|"
    r"smokes (?:\d|half|one|two|a|up)|active smoker",
    re.I,
)
_FORMER = re.compile(r"(?:former|ex-?) ?(?:cigarette )?smoker|quit smoking|stopped smoking|smoked (?:for|until|in)", re.I)
ASKING = ("J4", "I20", "I21", "I22", "I23", "I24", "I25")


def apply(case: Case) -> Changes:
    """Make the dependence exact; add present use or history where a reported condition asks for it."""
    for found in case.codes("F17.200"):
        if words := tuple(case.find(_CIGARETTES)):
            yield Proposal(
                code="F17.210",
                evidence=(*found.evidence, *words),
                replaces=frozenset({"F17.200"}),
                path=("Dependence", "nicotine", "cigarettes"),
            )
    if "Z72.0" in case.findings and (smokes := tuple(case.find(_SMOKES))):  # the index sends "smoker" to dependence
        yield Proposal(code="F17.210", evidence=smokes, replaces=frozenset({"Z72.0"}), path=("Smoker", "see Dependence, drug, nicotine"))
        return
    if not case.codes(*ASKING) or case.codes("F17", "Z72.0"):
        return
    if smokes := tuple(case.find(_SMOKES)):
        yield Proposal(code="F17.210", evidence=smokes, path=("Dependence", "nicotine", "cigarettes"), score=0.8)
    elif former := tuple(case.find(_FORMER, asserted=False)):
        yield Proposal(code="Z87.891", evidence=former, path=("History", "personal", "nicotine dependence"), score=0.85)


EXAMPLES = (
    note("SOCIAL HISTORY\nHe still smokes half a pack a day.\n\nASSESSMENT\n1. COPD.", codes=("J44.9", "F17.210")),
    note("SOCIAL HISTORY\nFormer smoker.\n\nASSESSMENT\n1. COPD.", codes=("J44.9", "Z87.891")),
    note("SOCIAL HISTORY\nFormer smoker.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z87.891",)),
)
