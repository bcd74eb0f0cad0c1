"""Use, abuse and dependence of one substance: only the highest of what is documented is coded (I.C.5.b.2)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import instead

RULE = Guideline(id="icd10cm-guideline-I.C.5.b.2", title="Use, abuse, dependence", sections=("I.C.5.b.2",), order=36)
RANK = {"2": 3, "1": 2, "9": 1}
"""Fourth character of F10 to F19: dependence over abuse over use."""
KINDS = ("F10", "F11", "F12", "F13", "F14", "F15", "F16", "F18", "F19")


def apply(case: Case) -> Changes:
    """Remove what a higher pattern of the same substance covers; intoxication or withdrawal told with it goes over to that."""
    for category in KINDS:
        patterns = [one for one in case.codes(category) if one.code[4:5] in RANK]
        highest = max((RANK[one.code[4]] for one in patterns), default=0)
        for found in patterns:
            if RANK[found.code[4]] < highest:
                top = next(one for one in patterns if RANK[one.code[4]] == highest)
                code = top.code[:5] + found.code[5:]
                if top.code[5:] == "0" and found.code[5:6] in ("2", "3") and case.billable(code):
                    yield instead(top, code, found.evidence)
                yield Removal(found.code, "replaced-by-combination", "a higher pattern of use is documented")


EXAMPLES = (
    note("ASSESSMENT\n1. Alcohol intoxication; alcohol use disorder, severe.", codes=("F10.229",), absent=("F10.20", "F10.129")),
    note("ASSESSMENT\n1. Alcohol abuse.\n2. Alcohol dependence.", codes=("F10.20",), absent=("F10.10",)),
    note("ASSESSMENT\n1. Alcohol abuse.\n2. Opioid dependence.", codes=("F10.10", "F11.20")),
)
