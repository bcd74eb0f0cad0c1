"""Social determinants of health, from any clinician's or the patient's own words once they are in the record (I.B.14, I.C.21.c.17)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import beside, said

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
    (
        "Z59.01",
        ("shelter", "couch surf", "doubled up"),
        re.compile(
            r"(?:lives?|living|staying|stays) in (?:a |the )?(?:homeless )?shelter|(?<!un)sheltered homeless\w*|"
            r"couch[- ]surf\w*|doubled up with",
            re.I,
        ),
    ),
    (
        "Z59.02",
        ("street", "in his car", "in her car", "outdoors", "tent", "unsheltered"),
        re.compile(
            r"(?:lives?|living|sleeps?|sleeping) (?:on the street|in (?:his|her|a) car|outdoors|in a tent)|unsheltered\b(?: homeless\w*)?",
            re.I,
        ),
    ),
    ("Z59.00", ("homeless",), re.compile(r"\bhomeless(?:ness)?\b(?! shelter)", re.I)),
    (
        "Z59.41",
        ("food insecur", "enough food", "enough to eat", "out of food"),
        re.compile(r"food insecur\w+|not enough (?:food|to eat)|runs? out of food", re.I),
    ),
    (
        "Z59.82",
        ("transportation",),
        re.compile(r"(?:lack of|no|limited) transportation|transportation (?:insecurity|barriers?|problems?)", re.I),
    ),
    ("Z59.811", ("evict", "homelessness"), re.compile(r"(?:at risk of|facing) (?:eviction|homelessness)|eviction notice", re.I)),
    ("Z59.6", ("low income", "hardship"), re.compile(r"low income|financial hardship", re.I)),
    (
        "Z56.0",
        ("unemployed", "lost his job", "lost her job", "out of work", "laid off", "job hunting"),
        re.compile(r"\bunemployed\b|lost (?:his|her) job|out of work|\blaid off\b|job hunting", re.I),
    ),
    (
        "Z60.2",
        ("living alone",),
        re.compile(
            r"living alone (?:with|and)[^.\n]{0,30}(?:difficult\w*|problem|help|support)|problems? (?:related to )?living alone", re.I
        ),
    ),
    ("Z63.0", ("marital",), re.compile(r"marital (?:problems?|conflict|discord)", re.I)),
    ("Z55.0", ("illitera", "low literacy", "cannot read"), re.compile(r"\billitera\w+|low literacy|cannot read", re.I)),
    (
        "Z65.1",
        ("incarcerat", "imprison"),
        re.compile(r"(?<!hernia )(?<!hernia, )(?<!hernia with )\bincarcerat\w+\b(?! (?:\w+ ){0,3}hernia)|imprison\w+", re.I),
    ),
)
"""Code -> stems -> words (tabular list, Z55 to Z65)."""
KINDS = frozenset(
    {"assessment", "assessment_plan", "diagnosis", "discharge_diagnosis", "social_history", "hpi", "untitled", "course", "plan"}
)


def apply(case: Case) -> Changes:
    """Each circumstance that stands in the record; unspecified homelessness only where its kind is not told."""
    told = {code: words for code, stems, pattern in FACTS if (words := said(case, stems, pattern, KINDS))}
    for code, words in told.items():
        if code not in case.findings and not (code == "Z59.00" and {"Z59.01", "Z59.02"} & (set(told) | set(case.findings))):
            yield beside(code, words, "Problem", words[0].text.lower())


EXAMPLES = (
    note("SOCIAL HISTORY\nHe lives in a shelter.\n\nASSESSMENT\n1. Cellulitis of left leg.", codes=("L03.116", "Z59.01"), first="L03.116"),
    note(
        "SOCIAL HISTORY\nHe lives with his wife.\n\nASSESSMENT\n1. Cellulitis of left leg.", codes=("L03.116",), absent=("Z59.00", "Z59.01")
    ),
)
