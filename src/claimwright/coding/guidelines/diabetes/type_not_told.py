"""The type of diabetes is not told: type 2 by default; with insulin alone that is no sign of type 1 (I.C.4.a.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, lines_of

RULE = Guideline(id="icd10cm-guideline-I.C.4.a.2", title="Type of diabetes not documented", sections=("I.C.4.a.2",), order=35)
_TYPE = re.compile(
    r"type (?:1|2|i\b|ii\b|one|two)|t[12]dm|t[12]d\b|\bdm ?[12]\b|\biddm\b|\bniddm\b|lada|gestational|induced|secondary|due to", re.I
)


def apply(case: Case) -> Changes:
    """Name the rule on a type 2 code that is a default, and ask for the type."""
    if case.has_any(("type 1", "type 2", "type i", "type ii", "t2d", "t1d", "dm2", "dm1")):
        return
    for found in case.codes("E11."):
        if not any(_TYPE.search(line.text) for line in lines_of(case, found)):
            found.rules.append(RULE.id)
            yield ask("Type of diabetes", found.evidence)
            return


EXAMPLES = (
    note("ASSESSMENT\n1. Diabetes.", codes=("E11.9",), asks="Type of diabetes"),
    note("ASSESSMENT\n1. Type 1 diabetes.", codes=("E10.9",), absent=("E11.9",)),
)
