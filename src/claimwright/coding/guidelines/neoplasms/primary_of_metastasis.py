"""Metastatic cancer named by its primary site: primary and secondary are both coded while the primary is under treatment (I.C.2, I.C.2.m).

"Metastatic breast cancer to bone" names two neoplasms: the primary in the breast, the secondary in the bone. A primary that was removed and
is no longer treated is left to the rule on history.
"""

from __future__ import annotations

import re

from ...case import Case
from ...verify import Phase
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note
from ..reading import instead

RULE = Guideline(id="icd10cm-guideline-I.C.2", title="Primary of a metastatic cancer", sections=("I.C.2", "I.C.2.m"), order=28)
_NAME = (
    r"(?:right |left )?(?!bone|brain|liver (?:and|metast)|lung metast)[a-z]+(?: (?:cell|duct|ductal|head))? "
    r"(?:cancer|carcinoma|adenocarcinoma|ca)\b|"
    r"(?:cutaneous )?melanoma|NSCLC|SCLC|RCC|HCC|cholangiocarcinoma|(?:uterine )?leiomyosarcoma"
)
_NAMED = re.compile(
    rf"metastatic (?P<after>{_NAME})|\b(?P<before>{_NAME}),? (?:now |that (?:is|has) |which (?:is|has) )?metasta(?:tic|sized)", re.I
)
OWN = {"C50": ("C79.81",), "C34": ("C78.0",), "C18": ("C78.5",), "C56": ("C79.6",), "C64": ("C79.0",)}
"""Category of a primary -> the secondary neoplasm of the same organ."""
KINDS = frozenset({"assessment", "assessment_plan", "diagnosis", "discharge_diagnosis", "untitled"})


def apply(case: Case) -> Changes:
    """Propose the primary's code where no malignant neoplasm of that category is reported."""
    for span in case.find(_NAMED, KINDS):
        match = _NAMED.search(span.text)
        hit = next(iter(case.knowledge.search(match["after"] or match["before"])), None) if match else None
        if hit is None or hit.score < 0.88 or not "C00" <= hit.code[:3] <= "C76" or case.codes(hit.code[:3]):
            continue
        for wrong in case.codes(*OWN.get(hit.code[:3], ())):  # the breast in "metastatic breast cancer" is where it began
            if all(span.start <= one.start and one.end <= span.end for one in wrong.evidence):
                yield instead(wrong, "C79.9")
        leaf = case.leaf(hit.code, span.text, side_of(span.text), Phase())
        if leaf:
            yield Proposal(code=leaf.code, evidence=(span,), path=("Neoplasm", "malignant", "primary", *hit.path), score=0.9)


EXAMPLES = (
    note("ASSESSMENT\n1. Metastatic breast cancer to bone, on letrozole.", codes=("C50.919", "C79.51")),
    note("ASSESSMENT\n1. Breast cancer metastatic to bone.", codes=("C50.919", "C79.51")),
    note("ASSESSMENT\n1. Bone metastases.", absent=("C50.919",)),
)
