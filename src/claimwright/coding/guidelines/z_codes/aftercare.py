"""Aftercare of surgery: Z47 or Z48 first with what was done; never for an injury, whose code takes D (I.C.21.c.7, I.C.19.a)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.21.c.7",
    title="Aftercare",
    sections=(
        "I.C.21.c.7",
        "I.C.2.o",
    ),
    order=58,
)
_JOINT = re.compile(
    r"(?:aftercare|post-?op(?:erative)?(?: \w+){0,2} (?:visit|check|follow[- ]?up)|follow[- ]?up|status post|s/p|"
    r"(?:\d+|two|three|six|eight|twelve) (?:days?|weeks?|months?) (?:after|out from|s/p|status post|"
    r"following))[^.\n]{0,50}(?P<joint>knee|hip|shoulder|ankle) (?:replacement|arthroplasty)",
    re.I,
)
_REPLACED = r"(?:(?:[RL]|right|left|bilateral|b/l|total|reverse) )*(?:T[KHS][AR]\b|(?:knee|hip|shoulder) (?:replacement|arthroplasty))"
_LATELY = re.compile(
    rf"(?:\d+|one|two|three|four|six|eight|ten|twelve) ?(?:d|days?|w|wks?|weeks?|mos?|months?) "
    rf"(?:s/p|status post|post|out from|after|following) {_REPLACED}"
    rf"|(?:s/p|status post|after|following) {_REPLACED}[^.;\n]{{0,12}}? (?:\d+ ?(?:days?|wks?|weeks?)\b|POD)"
    rf"|POD ?#?\d+[^.;\n]{{0,15}}{_REPLACED}",
    re.I,
)
_AFTER = re.compile(rf"(?:s/p|status post|after|following|post-?op) {_REPLACED}", re.I)
_THERAPY = re.compile(
    r"\b(?:physical therapy|PT|occupational therapy|OT|home health|therapy|rehab\w*|skilled nursing)\b[^.\n]{0,30}"
    r"\b(?:note|visit|eval\w*|daily|progress|session|plan of care|treatment|SOC|start of care)\b",
    re.I,
)
STEMS = ("replacement", "arthroplasty", "tka", "tkr", "tha", "thr", "tsa", "tsr")
_SURGERY = re.compile(r"(?:surgical |post-?(?:op(?:erative)?|surgical) )(?:aftercare|visit|check|follow[- ]?up)", re.I)
SYSTEMS = (("K", "Z48.815"), ("I", "Z48.812"), ("N", "Z48.816"), ("J", "Z48.813"), ("C", "Z48.3"), ("L", "Z48.817"))
DONE = (
    (
        "Z48.815",
        ("ectomy", "hernia"),
        re.compile(r"cholecystectomy|appendectomy|hernia repair|hernioplasty|colectomy|hemorrhoidectomy", re.I),
    ),
    (
        "Z48.816",
        ("ectomy", "turp", "scopy", "circumcision"),
        re.compile(r"hysterectomy|prostatectomy|turp|nephrectomy|ureteroscopy|circumcision", re.I),
    ),
    ("Z48.812", ("bypass", "cabg", "valve"), re.compile(r"\bcabg\b|(?:coronary )?bypass|valve (?:replacement|repair)", re.I)),
    ("Z48.813", ("tonsil", "lobectomy", "sinus surgery"), re.compile(r"tonsillectomy|lobectomy|sinus surgery", re.I)),
)
"""Aftercare code of the organ system -> stems -> operations (tabular list, Z48.81-)."""
_REASON = re.compile(r"aftercare|post-?op|follow[- ]?up|here|visit|presents", re.I)


def apply(case: Case) -> Changes:
    """Z47.1 for a joint replacement; nothing beside a current injury."""
    if case.codes("S", "T8", "M80", "M84", "Z47", "Z48"):
        return
    words = said(case, STEMS, _JOINT, REASON, asserted=False)
    words = tuple(span for span in words if _REASON.search(span.text)) or _recovering(case)
    if words:
        yield beside("Z47.1", words, "Aftercare", "following joint replacement")
        yield First("Z47.1")
        return
    seen = said(case, ("post", "surgical"), _SURGERY, REASON, asserted=False)
    after = next(
        ((code, done) for code, stems, pattern in DONE if seen and (done := said(case, stems, pattern, REASON, asserted=False))), None
    )
    if after and case.setting == "outpatient" and not case.codes("T", "K91", "N99", "O", "C"):
        yield beside(after[0], (*seen, *after[1]), "Aftercare", "following surgery")
        yield First(after[0])


def _recovering(case: Case) -> tuple[Evidence, ...]:
    """A joint replaced weeks ago, or for which therapy goes on."""
    if not case.has_any(STEMS):
        return ()
    if words := said(case, STEMS, _LATELY, REASON, asserted=False):
        return words
    if any(_THERAPY.search(line.text) for line in case.sentences[:2]):
        return said(case, STEMS, _AFTER, REASON | {"history", "surgical_history"}, asserted=False)
    return ()


EXAMPLES = (
    note(
        "PHYSICAL THERAPY DAILY NOTE\nS/p R TKA in January.\n\nASSESSMENT\n1. Stiffness of the right knee.",
        codes=("Z47.1", "M25.661"),
        first="Z47.1",
    ),
    note("ASSESSMENT\n1. 6 weeks s/p L TKA, doing well.", codes=("Z47.1", "Z96.652"), first="Z47.1"),
    note("ASSESSMENT\n1. Aftercare following left knee replacement.", codes=("Z47.1", "Z96.652"), first="Z47.1"),
    note("ASSESSMENT\n1. Osteoarthritis of the right knee. We discussed knee replacement.", codes=("M17.11",), absent=("Z47.1",)),
)
