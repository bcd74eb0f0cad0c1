"""Long-term insulin and other glucose-lowering drugs of a patient with diabetes: Z79.4, Z79.84, Z79.85 (I.C.4.a.3).

Type 1 does not ask for insulin's code, since the disease implies it; insulin given only for an encounter is not long-term.
"""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, Removal, note
from ..reading import RECORD

RULE = Guideline(
    id="icd10cm-guideline-I.C.4.a.3", title="Insulin and glucose-lowering drugs", sections=("I.C.4.a.3", "I.C.21.c.3"), order=50
)
_DRUGS = {
    "Z79.4": re.compile(
        r"(?<!\w)(?:insulin(?! resistan)(?: (?:glargine|lispro|aspart|detemir|degludec|pump))?|lantus|humalog|novolog|"
        r"levemir|basaglar|toujeo|tresiba|humulin|novolin|glargine|detemir|degludec|lispro|aspart|nph)(?!\w)",
        re.I,
    ),
    "Z79.85": re.compile(
        r"(?<!\w)(?:ozempic|semaglutide|trulicity|dulaglutide|victoza|liraglutide|mounjaro|tirzepatide|byetta|"
        r"bydureon|exenatide)(?!\w)",
        re.I,
    ),
    "Z79.84": re.compile(
        r"(?<!\w)(?:metformin|glucophage|glipizide|glimepiride|glyburide|jardiance|empagliflozin|farxiga|"
        r"dapagliflozin|invokana|canagliflozin|januvia|sitagliptin|tradjenta|linagliptin|pioglitazone|actos|"
        r"repaglinide|rybelsus|oral (?:diabetes |diabetic )?(?:meds|medications?|agents?|drugs?|hypoglycemics?)(?: only)?)(?!\w)",
        re.I,
    ),
}  # fmt: skip
KINDS = RECORD - {"exam", "results", "vitals"} | {"instructions", "pathology"}
_STOPPED = re.compile(
    r"\b(?:stopp?(?:ed|ing)?|discontinu\w+|allerg\w+|intoleran\w+|never|used to|sliding scale|start(?:ed|ing)?|"
    r"initiat\w+|consider\w*|add(?:ed|ing)?|begin|off insulin|in (?:the )?hospital|inpatient|drip|units? given|basal[/-]bolus)\b",
    re.I,
)


def apply(case: Case) -> Changes:
    """A code for each group of drugs the patient uses."""
    diabetes = case.codes("E08.", "E09.", "E10.", "E11.", "E13.")
    if not diabetes:
        return
    for code, pattern in _DRUGS.items():
        if code == "Z79.4" and diabetes[0].code.startswith("E10"):
            continue
        taken = tuple(span for span in case.find(pattern, KINDS) if not _STOPPED.search(_around(case, span.document, span.start)))
        if taken:
            yield Proposal(code=code, evidence=taken, path=("Long-term (current) drug therapy", taken[0].text.lower()), score=0.85)
        elif code in case.findings:
            yield Removal(code, "excluded", "begun, ended or given for this encounter only")


def _around(case: Case, document: str, start: int) -> str:
    line = case.sentence_at(document, start)
    return line.text if line else ""


EXAMPLES = (
    note("MEDICATIONS\nInsulin glargine 20 units nightly.\n\nASSESSMENT\n1. Type 2 diabetes.", codes=("E11.9", "Z79.4")),
    note("MEDICATIONS\nInsulin pump.\n\nASSESSMENT\n1. Type 1 diabetes.", codes=("E10.9",), absent=("Z79.4",)),
    note("ASSESSMENT\n1. Type 2 diabetes. Continue metformin.", codes=("E11.9", "Z79.84")),
)
