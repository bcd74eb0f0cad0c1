"""Tobacco: dependence on cigarettes where the record says cigarettes; use or history beside conditions whose notes ask for it.

Tabular list: "use additional code" at J40 to J47, I20 to I25 (tobacco dependence F17.-, history Z87.891); I.C.5.b; I.C.21.c.4.
"""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import RECORD

RULE = Guideline(id="icd10cm-guideline-I.C.5.b", title="Tobacco", sections=("I.C.5.b", "I.C.21.c.4"), order=53)
_CIGARETTES = re.compile(r"cigarettes?|\bcigs?\b|packs? (?:a|per) day|pack-?years?|\d ?ppd\b|half a pack|pack of cigarettes", re.I)
_SMOKES = re.compile(
    r"(?:still |currently |continues to )smok(?:es?|ing)|current (?:every day |daily )?(?:cigarette )?smoker|"
    r"smokes (?:\d|half|one|two|a|up|about)|active smoker|"
    r"(?:^|[.;:] )smokes\b|smoker, (?:\d|half|one|two)|tobacco: (?:current|yes|\d)|daily smoker|"
    r"\btob(?:acco)?\b:? ?(?:[\d./½]+ ?(?:ppd|packs?)|current|yes|\+)|"
    r"\b[\d./½]+ ?ppd\b(?! ?(?:x|for)? ?\d* ?(?:y\w*)?,? ?(?:quit|until|stopped))",
    re.I,
)
_FORMER = re.compile(
    r"(?:former|ex|past|previous)[- ]?(?:cigarette |tobacco |heavy )?smok(?:er|ing)|"
    r"(?:quit|stopped|gave up) (?:smoking|cigs|cigarettes|tobacco)|used to smoke|smok(?:er|ing)[ ,-]+quit|"
    r"quit (?:in )?(?:19|20)\d\d|(?:has )?not smoked since|smoked (?:for|"
    r"until|in)|smoked [^.;]{0,40}?(?:quit|stopped|gave (?:it )?up)|smoke-free since|no longer smokes|tobacco: (?:former|quit)",
    re.I,
)
_VAPES = re.compile(
    r"\b(?:vapes?|vaping|e-?cig\w*)(?: use)?[^.;]{0,25}\b(?:nicotine|daily|every day|pods?|mg)\b|"
    r"\b(?:vapes?|vaping) nicotine|nicotine vap\w+",
    re.I,
)
ASKING = (
    "J",
    "I10",
    "I11",
    "I12",
    "I13",
    "I2",
    "I6",
    "I7",
    "C0",
    "C10",
    "C11",
    "C12",
    "C13",
    "C14",
    "C15",
    "C3",
    "C67",
    "H65",
    "H66",
    "K05",
)


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
    if case.reports("F17", "Z72.0"):
        return
    asked = case.reports(*ASKING) or case.setting == "inpatient"
    if asked and (smokes := tuple(case.find(_SMOKES))):
        cigarettes = tuple(case.find(_CIGARETTES))
        code = "F17.210" if cigarettes else "F17.200"
        yield Proposal(code=code, evidence=(*smokes, *cigarettes), path=("Smoker", "see Dependence, drug, nicotine"), score=0.8)
    elif (asked or "procedure" in {section.kind for _, section in case.sections}) and (vapes := tuple(case.find(_VAPES))):
        yield Proposal(code="F17.290", evidence=vapes, path=("Dependence", "nicotine", "other product"), score=0.8)
    elif former := tuple(case.find(_FORMER, None if asked else RECORD - {"social_history", "history"}, asserted=False)):
        yield Proposal(code="Z87.891", evidence=former, path=("History", "personal", "nicotine dependence"), score=0.85)


EXAMPLES = (
    note("HPI\nShe quit smoking in 2015.\n\nASSESSMENT\n1. Coronary artery disease.", codes=("I25.10", "Z87.891")),
    note("SOCIAL HISTORY\nHe still smokes half a pack a day.\n\nASSESSMENT\n1. COPD.", codes=("J44.9", "F17.210")),
    note("SOCIAL HISTORY\nFormer smoker.\n\nASSESSMENT\n1. COPD.", codes=("J44.9", "Z87.891")),
    note("SOCIAL HISTORY\nVapes nicotine daily.\n\nASSESSMENT\n1. COPD.", codes=("J44.9", "F17.290"), absent=("Z87.891",)),
    note("HPI\nDiabetic, ex-smoker quit 2011.\n\nASSESSMENT\n1. Gout.", codes=("M10.9", "Z87.891")),
    note("SOCIAL HISTORY\nFormer smoker.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z87.891",)),
)
