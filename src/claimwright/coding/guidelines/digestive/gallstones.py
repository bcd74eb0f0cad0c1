"""Gallstones are one code with where they lie, the inflammation they come with and the obstruction (I.B.9, I.A.15; tabular list, K80).

Cholecystitis (K81) and cholangitis (K83.0) with stones are told by K80, and never beside it (Excludes1 at both).
"""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import ASSESSED, evidence_of, said, together

RULE = Guideline(id="icd10cm-guideline-I.B.9-gallstones", title="Gallstones", sections=("I.B.9", "I.A.15", "I.A.12.a"), order=27)
BLADDER, DUCT = ("K80.0", "K80.1", "K80.2", "K80.6", "K80.7"), ("K80.3", "K80.4", "K80.5", "K80.6", "K80.7")
_BLOCKED = re.compile(r"\b(?:with|causing) (?:biliary |duct |ductal )?obstruction|\bobstruct(?:ing|ed|ive)\b|\bimpacted\b", re.I)
_ACUTE, _CHRONIC = re.compile(r"\bacute\b|ascending", re.I), re.compile(r"\bchronic\b", re.I)
STAGES = {(True, False): "2", (False, True): "4", (True, True): "6", (False, False): "0"}
"""Fifth character of the stones of a duct, less one where something is obstructed: acute, chronic."""


def apply(case: Case) -> Changes:
    """The one code for all that is told of the stones."""
    stones = [one for one in case.codes("K80") if not all("," in span.text for span in one.evidence)]  # not "stones, CBD 5 mm"
    bladder, ducts = (any(one.code.startswith(site) for one in stones) for site in (BLADDER, DUCT))
    inflamed, infected = case.codes("K81"), case.codes("K83.0") if ducts else []
    parts = [*stones, *inflamed, *infected]
    if len(parts) < 2:
        return
    blocked = any(one.code[-1] in "13579" for one in stones) or any(
        together(case, one, said(case, ("obstruct", "impacted"), _BLOCKED, ASSESSED)) for one in parts
    )
    acute, chronic = (any(one.code in codes for one in parts) for codes in (_ACUTELY, _CHRONICALLY))
    cystitis = bool(inflamed) or any(one.code.startswith(("K80.0", "K80.1", "K80.4", "K80.6")) for one in stones)
    if bladder and not ducts:
        code = "K80.0" + str(int(blocked)) if acute and not chronic else "K80.1" + _digit("2" if acute else "0", blocked)
    elif cystitis:
        code = ("K80.6" if bladder else "K80.4") + _digit(STAGES[acute, chronic], blocked)
    elif infected:
        words = " ".join(span.text for one in infected for span in one.evidence)
        code = "K80.3" + _digit(STAGES[bool(_ACUTE.search(words)), bool(_CHRONIC.search(words))], blocked)
    else:
        code = "K80.7" + str(int(blocked)) if bladder else ""
    if code:
        yield Proposal(
            code=code,
            evidence=evidence_of(*parts),
            replaces=frozenset(one.code for one in parts) - {code},
            path=("Calculus", "gallbladder or duct"),
        )


_ACUTELY = ("K81.0", "K81.2", "K80.00", "K80.01", "K80.12", "K80.13", "K80.42", "K80.43", "K80.62", "K80.63", "K80.46", "K80.66")
_CHRONICALLY = ("K81.1", "K81.2", "K80.10", "K80.11", "K80.12", "K80.13", "K80.44", "K80.45", "K80.64", "K80.65", "K80.46", "K80.66")


def _digit(stage: str, blocked: bool) -> str:
    return str(int(stage) + blocked)


EXAMPLES = (
    note("ASSESSMENT\n1. Choledocholithiasis.\n2. Acute cholangitis.", codes=("K80.32",), absent=("K83.09", "K80.50")),
    note("ASSESSMENT\n1. Choledocholithiasis.\n2. Acute cholecystitis with gallstones.", codes=("K80.62",), absent=("K80.00", "K80.50")),
    note("ASSESSMENT\n1. Gallstones.\n2. Chronic cholecystitis.", codes=("K80.10",), absent=("K81.1", "K80.20")),
    note("ASSESSMENT\n1. Acute cholecystitis, acalculous.", codes=("K81.0",), absent=("K80.00",)),
)
