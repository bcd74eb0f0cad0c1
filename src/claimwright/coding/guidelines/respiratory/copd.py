"""COPD with an acute exacerbation, with a lower respiratory infection, or with both: J44.1, J44.0 and the infection (I.C.10.a.1)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import ASSESSED, beside, evidence_of, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.10.a",
    title="COPD, exacerbation, infection",
    sections=(
        "I.C.10.a.1",
        "I.B.9",
    ),
    order=34,
)
INFECTIONS = ("J12", "J13", "J14", "J15", "J16", "J17", "J18", "J20", "J22")
_INFECTED = re.compile(r"pneumonia|acute bronchitis", re.I)
_WORSE = re.compile(r"exacerbat\w+|decompensat\w+", re.I)
CODES = {"pneumonia": "J18.9", "acute bronchitis": "J20.9"}


def apply(case: Case) -> Changes:
    """J44.0 beside a lower respiratory infection, the infection beside J44.0, J44.1 for a told exacerbation; J44.9 beside neither."""
    lung = case.codes("J44.")
    if not lung:
        return
    infected = evidence_of(*case.codes(*INFECTIONS))
    if not infected:
        infected = tuple(span for found in lung for span in together(case, found, case.find(_INFECTED, ASSESSED)))[:1]
        for span in infected:
            yield beside(CODES[span.text.lower()], infected, span.text.lower())
    if infected and "J44.0" not in case.findings:
        yield _with(case, "J44.0", (*lung[0].evidence, *infected), "with lower respiratory infection")
    for found in lung:
        words = together(case, found, said(case, ("exacerbat", "decompensat"), _WORSE))
        if words and "J44.1" not in case.findings:
            yield _with(case, "J44.1", (*found.evidence, *words), "with exacerbation")


def _with(case: Case, code: str, spans: tuple[Evidence, ...], what: str) -> Proposal:
    replaces = frozenset({"J44.9"} & set(case.findings))
    return Proposal(code=code, evidence=spans, replaces=replaces, path=("Disease", "lung", "obstructive", what))


EXAMPLES = (
    note("ASSESSMENT\n1. COPD.\n2. Pneumonia.", codes=("J44.0", "J18.9"), absent=("J44.9",)),
    note("ASSESSMENT\n1. COPD with pneumonia and acute exacerbation.", codes=("J44.0", "J44.1", "J18.9")),
    note("ASSESSMENT\n1. COPD.\n2. Gout.", codes=("J44.9",), absent=("J44.0", "J44.1")),
)
