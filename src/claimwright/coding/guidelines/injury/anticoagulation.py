"""A prothrombin time above its goal on a rightly taken anticoagulant: R79.1 and the drug's adverse effect (I.C.19.e.5.a)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, STORY, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.19.e.5.a-anticoagulant", title="Anticoagulant above its goal", sections=("I.C.19.e.5.a",), order=58
)
_HIGH = re.compile(
    r"supra-?therapeutic (?:INR|coumadin|warfarin)|(?:elevated|high) INR\b|INR (?:is |was )?(?:supra-?therapeutic|elevated|high|above)|"
    r"over-?anticoagulat\w+",
    re.I,
)
_DRUG = re.compile(r"\b(?:warfarin|coumadin|jantoven)\b", re.I)
_WRONG = re.compile(r"overdose|took (?:too|an extra|double)|extra (?:dose|tab)|double dose|wrong dose", re.I)


def apply(case: Case) -> Changes:
    """T45.515A beside the abnormal time, unless the drug was wrongly taken; bleeding is another code's."""
    if not case.has_any(("inr", "anticoagulat", "supratherapeutic")) or case.codes("T45.51", "D68.32"):
        return
    words = said(case, ("inr", "anticoagulat", "coumadin", "warfarin"), _HIGH, STORY | {"results"})
    drug = said(case, ("warfarin", "coumadin", "jantoven"), _DRUG, RECORD)
    if words and drug and not said(case, ("overdose", "took", "extra", "double", "wrong"), _WRONG, STORY):
        if "R79.1" not in case.findings:
            yield beside("R79.1", words, "Abnormal", "coagulation profile")
        yield beside("T45.515A", (*words, *drug[:1]), "Table of Drugs", "adverse effect", "warfarin")


EXAMPLES = (
    note("HPI\nShe takes warfarin.\n\nASSESSMENT\n1. Supratherapeutic INR, no bleeding.", codes=("R79.1", "T45.515A"), first="R79.1"),
    note("HPI\nShe takes warfarin.\n\nASSESSMENT\n1. Atrial fibrillation, INR at goal.", codes=("I48.91",), absent=("T45.515A", "R79.1")),
)
