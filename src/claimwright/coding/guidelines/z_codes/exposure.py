"""Contact with or exposure to a communicable disease, and no sign of it: Z20 (I.C.21.c.1, I.C.1.g.1.e)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, beside, line_at, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.21.c.1",
    title="Contact and exposure",
    sections=(
        "I.C.21.c.1",
        "I.C.1.g.1.e",
    ),
    order=48,
)
_EXPOSED = re.compile(
    r"(?:exposure to|exposed to|contact with|close contact (?:of|with)) (?:and exposure to )?(?:(?:a|an|someone|"
    r"somebody|person|people|patient|coworker|family member|household member|individual|known|confirmed|positive|"
    r"case|of|with|who|has|had|tested|for|his|her|wife|husband|son|daughter|mother|father|the|active|"
    r"suspected) )*(covid(?:-19)?|sars-cov-2|tuberculosis|\btb\b|strep(?:tococcal)?(?: throat| pharyngitis)?|"
    r"influenza|flu|hiv|hepatitis(?: [abc])?|chlamydia|gonorrhea|syphilis|\bstd\b|\bsti\b|rabies|varicella|"
    r"chicken ?pox|measles|rubella|pertussis|mening\w+|scabies|lice|mpox)",
    re.I,
)
CODES = {
    "covid": "Z20.822",
    "sars": "Z20.822",
    "tub": "Z20.1",
    "tb": "Z20.1",
    "strep": "Z20.818",
    "influ": "Z20.828",
    "flu": "Z20.828",
    "hiv": "Z20.6",
    "hepat": "Z20.5",
    "chlam": "Z20.2",
    "gonor": "Z20.2",
    "syph": "Z20.2",
    "std": "Z20.2",
    "sti": "Z20.2",
    "rab": "Z20.3",
    "varic": "Z20.820",
    "chick": "Z20.820",
    "measl": "Z20.828",
    "rubel": "Z20.4",
    "pert": "Z20.818",
    "mening": "Z20.811",
    "scab": "Z20.7",
    "lice": "Z20.7",
    "mpox": "Z20.828",
}
"""Beginning of the disease's word -> code (tabular list, Z20)."""
DISEASE = {
    "Z20.822": ("U07.1", "J12.82"),
    "Z20.1": ("A15",),
    "Z20.828": ("J10", "J11", "B05"),
    "Z20.818": ("J02.0", "J03.0", "A37"),
    "Z20.820": ("B01",),
    "Z20.6": ("B20", "Z21"),
}
_RISK = re.compile(r"\b(?:no|denies|without|risk|if|avoid\w*|precaution\w*|prevent\w*)\b", re.I)


def apply(case: Case) -> Changes:
    """Z20 where the assessment, the reason for the visit or the story tells the exposure and the disease itself is not reported."""
    kinds = ASSESSED | {"chief_complaint", "hpi"}
    for span in said(case, ("expos", "contact"), _EXPOSED, kinds, asserted=False):
        match, line = _EXPOSED.search(span.text), line_at(case, span)
        word = match[1].lower() if match else ""
        code = next((code for stem, code in CODES.items() if word.startswith(stem)), None)
        if code and line and not _RISK.search(line.text[: span.start - line.start]) and not case.codes(*DISEASE.get(code, ("~",))):
            yield beside(code, (span,), "Exposure", word)


EXAMPLES = (
    note("ASSESSMENT\n1. Exposure to COVID-19.", codes=("Z20.822",), absent=("U07.1",), first="Z20.822"),
    note("ASSESSMENT\n1. COVID-19.\n2. Exposure to COVID-19 at work.", codes=("U07.1",), absent=("Z20.822",)),
)
