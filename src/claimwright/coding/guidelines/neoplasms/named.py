"""A malignancy is coded only where the words name one: a site by itself, or next to another disease, is none (I.C.2, I.A.19)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import lines_of

RULE = Guideline(
    id="icd10cm-guideline-I.C.2-named",
    title="Malignancy needs its word",
    sections=(
        "I.C.2",
        "I.A.19",
    ),
    order=13,
)
_MALIGNANT = re.compile(
    r"cancer|carcinom|malignan|tumou?r|neoplas|oncolog|metasta|\bmets?\b|lymphoma|leuk\w*mia|melanoma|sarcoma|"
    r"myeloma|blastoma|glioma|astrocytoma|seminoma|mesothelioma|adenoca|\w+oma\b|waldenstr|mycosis|polycythemia|"
    r"hodgkin|cll|aml|\bcml|\ball\b|\bca\b|carcinoid|myelodysplas|paget|bowen|[a-z]cc\b|\bgist\b|\bdcis\b|"
    r"macroglobulin|langerhans|mastocyt|sezary|sézary|histiocyt|nsclc|sclc|gbm|hcc|dlbcl|\bmm\b|\bmds\b|\bnet\b",
    re.I,
)


def apply(case: Case) -> Changes:
    """Remove C codes none of whose evidence has such a word."""
    for found in case.codes("C"):
        if found.evidence and not any(_MALIGNANT.search(line.text) for line in lines_of(case, found)):
            yield Removal(found.code, "excluded", "no malignancy is named")


EXAMPLES = (
    note("ASSESSMENT\n1. Nodule in the upper lobe of the right lung.", absent=("C34.11",)),
    note("ASSESSMENT\n1. Sigmoid colon cancer.", codes=("C18.7",), absent=("K57.32",)),
)
