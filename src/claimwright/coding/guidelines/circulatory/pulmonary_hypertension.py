"""Secondary pulmonary hypertension by its group, with the condition that brings it about (I.C.9.a.11)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.9.a.11", title="Pulmonary hypertension", sections=("I.C.9.a.11",), order=38)
_SAID = re.compile(r"pulmonary (?:arterial )?hypertension", re.I)
GROUPS = (
    ("I27.22", ("I50", "I34", "I35", "I05", "I42", "I11.0")),
    ("I27.23", ("J44", "J84", "J43", "G47.3", "J47", "E66.2")),
    ("I27.24", ("I27.82",)),
)
"""Group -> categories of its causes."""
_LINK = re.compile(
    r"pulmonary (?:arterial )?hypertension[^.\n]{0,25}(?:due to|secondary to|from|caused by|related to|with)|"
    r"(?:with|causing|resulting in) (?:secondary )?pulmonary hypertension",
    re.I,
)


def apply(case: Case) -> Changes:
    """I27.22, I27.23 or I27.24 where a reported cause stands in the same statement."""
    for found in case.codes("I27.20"):
        words = together(case, found, said(case, ("pulmonary",), _LINK))
        for code, causes in GROUPS if words else ():
            cause = [one for one in case.codes(*causes) if together(case, one, found.evidence)]
            if cause:
                yield instead(found, code, words, ("Hypertension", "pulmonary", "due to"))
                return


EXAMPLES = (
    note("ASSESSMENT\n1. Pulmonary hypertension due to COPD.", codes=("I27.23", "J44.9"), absent=("I27.20",)),
    note("ASSESSMENT\n1. Pulmonary hypertension.\n2. COPD.", codes=("I27.20", "J44.9"), absent=("I27.23",)),
)
