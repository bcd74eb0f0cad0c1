"""Social determinants of health, from any clinician's or the patient's own words once they are in the record (I.B.14, I.C.21.c.17)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import beside

RULE = Guideline(
    id="icd10cm-guideline-I.C.21.c.17",
    title="Social determinants of health",
    sections=(
        "I.B.14",
        "I.C.21.c.17",
    ),
    order=58,
)
FACTS = (
    ("Z59.01", re.compile(r"(?:lives?|living|staying|stays) in (?:a |the )?(?:homeless )?shelter|sheltered homeless\w*", re.I)),
    (
        "Z59.02",
        re.compile(
            r"(?:lives?|living|sleeps?|sleeping) (?:on the street|in (?:his|her|a) car|outdoors|in a tent)|unsheltered homeless\w*", re.I
        ),
    ),
    ("Z59.00", re.compile(r"\bhomeless(?:ness)?\b(?! shelter)", re.I)),
    ("Z59.41", re.compile(r"food insecur\w+|not enough (?:food|to eat)|runs? out of food", re.I)),
    ("Z59.82", re.compile(r"(?:lack of|no|limited) transportation|transportation (?:insecurity|barriers?|problems?)", re.I)),
    ("Z59.811", re.compile(r"(?:at risk of|facing) (?:eviction|homelessness)|eviction notice", re.I)),
    ("Z59.6", re.compile(r"low income|financial hardship", re.I)),
    ("Z56.0", re.compile(r"\bunemployed\b|lost (?:his|her) job|out of work", re.I)),
    (
        "Z60.2",
        re.compile(
            r"living alone (?:with|and)[^.\n]{0,30}(?:difficult\w*|problem|help|support)|problems? (?:related to )?living alone", re.I
        ),
    ),
    ("Z63.0", re.compile(r"marital (?:problems?|conflict|discord)", re.I)),
    ("Z55.0", re.compile(r"\billitera\w+|low literacy|cannot read", re.I)),
    ("Z65.1", re.compile(r"\bincarcerat\w+|imprison\w+", re.I)),
)
"""Code -> words (tabular list, Z55 to Z65)."""
KINDS = frozenset({"assessment", "assessment_plan", "diagnosis", "discharge_diagnosis", "social_history", "hpi", "course", "plan"})
STEMS = (
    "shelter",
    "homeless",
    "street",
    "food",
    "transport",
    "evict",
    "income",
    "hardship",
    "unemploy",
    "job",
    "out of work",
    "living alone",
    "marital",
    "litera",
    "read",
    "incarcer",
    "prison",
    "car",
    "tent",
    "outdoors",
    "eat",
)


def apply(case: Case) -> Changes:
    """Each circumstance that stands in the record; unspecified homelessness only where its kind is not told."""
    if not case.has_any(STEMS):
        return
    kinds_told = case.codes("Z59.01", "Z59.02")
    for code, pattern in FACTS:
        words = tuple(case.find(pattern, KINDS))
        if words and code not in case.findings and not (code == "Z59.00" and (kinds_told or any(case.find(FACTS[0][1], KINDS)))):
            yield beside(code, words, "Problem", words[0].text.lower())


EXAMPLES = (
    note("SOCIAL HISTORY\nHe lives in a shelter.\n\nASSESSMENT\n1. Cellulitis of left leg.", codes=("L03.116", "Z59.01"), first="L03.116"),
    note(
        "SOCIAL HISTORY\nHe lives with his wife.\n\nASSESSMENT\n1. Cellulitis of left leg.", codes=("L03.116",), absent=("Z59.00", "Z59.01")
    ),
)
