"""Secondary diabetes: the underlying condition before E08; drug-induced E09; after pancreatectomy E13 with E89.1 (I.C.4.a.6)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import STORY, beside, instead, said

RULE = Guideline(id="icd10cm-guideline-I.C.4.a.6", title="Secondary diabetes", sections=("I.C.4.a.6",), order=23)
_DM = r"(?:diabetes(?: mellitus)?|\bdm\b)"
_UNDERLYING = re.compile(
    rf"{_DM} (?:due to|secondary to|caused by|from) (?:his |her |the )?(?:chronic )?(?:pancreatitis|cystic fibrosis|"
    rf"cushing\S*|pancreatic (?:cancer|carcinoma)|hemochromatosis|acromegaly|underlying \w+)|(?:pancreatogenic|"
    rf"type 3c) diabetes",
    re.I,
)
_DRUG = re.compile(
    rf"{_DM} (?:due to|secondary to|caused by|from) (?:his |her |the |chronic |long[- ]term )*(?:prednisone|"
    rf"steroids?|corticosteroids?|tacrolimus|antipsychotics?|olanzapine)|(?:steroid|drug|tacrolimus)[- ]induced {_DM}",
    re.I,
)
_REMOVED = re.compile(rf"post-?pancreatectomy {_DM}|{_DM} (?:due to|after|following|secondary to) (?:total |partial )?pancreatectomy", re.I)


def apply(case: Case) -> Changes:
    """The category that the cause asks for, in place of type 2; the underlying condition leads."""
    if not case.codes("E08.", "E09.", "E11.", "E13.") or not case.has_any(
        ("due to", "secondary", "caused", "from", "induced", "pancreat", "3c")
    ):
        return
    primary = case.codes("E11.", "E13.")
    for stem, pattern in (("E13", _REMOVED), ("E09", _DRUG), ("E08", _UNDERLYING)):
        words = said(case, ("diabetes", "dm"), pattern, STORY)
        for found in primary if words else ():
            if found.code[:3] != stem:
                yield instead(found, stem + found.code[3:], words, ("Diabetes", "due to", words[0].text.lower()))
        if words and stem == "E08" and (cause := case.codes("K86", "E84", "E24", "C25", "E83.11", "E22.0")):
            yield First(cause[0].code)
        if words and stem == "E13":
            yield beside("E89.1", words, "Hypoinsulinemia", "postprocedural")
        if words:
            return


EXAMPLES = (
    note("ASSESSMENT\n1. Diabetes due to chronic pancreatitis.", codes=("E08.9", "K86.1"), absent=("E11.9",), first="K86.1"),
    note("ASSESSMENT\n1. Postpancreatectomy diabetes.", codes=("E13.9", "E89.1"), absent=("E11.9",), first="E13.9"),
    note("ASSESSMENT\n1. Type 2 diabetes.\n2. Chronic pancreatitis.", codes=("E11.9", "K86.1"), absent=("E08.9",)),
)
