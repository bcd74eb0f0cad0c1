"""Hypertension with heart failure or chronic kidney disease: the link is presumed unless the documentation denies it (I.C.9.a)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case, Finding
from ..model import Changes, Guideline, Proposal, note
from ..reading import said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.9.a",
    title="Hypertension with heart disease or kidney disease",
    sections=("I.A.15", "I.C.9.a.1", "I.C.9.a.2", "I.C.9.a.3"),
    order=32,
)
_UNRELATED = re.compile(
    r"(?:not (?:from|related to|due to|secondary to|caused by)|unrelated to) (?:his |her |the )?(?:hypertension|htn|blood pressure)", re.I
)
HEART = ("I50", "I51.4", "I51.5", "I51.7", "I51.89", "I51.9")
BASES = ("I10", "I13.10", "I13.11", "I11.9", "I12.9", "I12.0")
"""Codes that a further condition of heart or kidney turns into another combination."""
ADVANCED = ("N18.5", "N18.6")


def apply(case: Case) -> Changes:
    """I11, I12 or I13 in place of I10; heart failure and the kidney's stage keep their own codes."""
    heart, kidney = case.codes(*HEART), case.codes("N18")
    code = _combination(heart, kidney)
    if code is None:
        return
    pressure = next((case.findings[base] for base in BASES if base in case.findings), None)
    told = pressure.evidence if pressure else _told_with(case, [*heart, *kidney])
    if not told or (pressure and code == pressure.code) or any(case.find(_UNRELATED, asserted=False)):
        return
    evidence = (*told, *(span for one in (*heart, *kidney) for span in one.evidence))
    replaced = {base for base in BASES if base in case.findings} | {one.code for one in heart if one.code.startswith("I51")}
    yield Proposal(code=code, evidence=evidence, replaces=frozenset(replaced), path=("Hypertension", "with heart or kidney disease", code))


def _told_with(case: Case, organs: list[Finding]) -> tuple[Evidence, ...]:
    """Hypertension in one statement with the organ ("hypertension with CKD stage 3a"), where that statement gave the organ's code alone."""
    if case.codes("I10", "I11", "I12", "I13", "I15", "O10", "O11"):
        return ()
    words = said(case, ("hypertension", "htn", "hypertensive"), _PRESSURE)
    return tuple(span for organ in organs for span in together(case, organ, words))


_PRESSURE = re.compile(r"(?<!pulmonary )(?<!portal )(?<!ocular )(?<!intracranial )\b(?:hypertension|htn|hypertensive)\b", re.I)


def _combination(heart: list[Finding], kidney: list[Finding]) -> str | None:
    failing = any(one.code.startswith("I50") for one in heart)
    advanced = any(one.code.startswith(ADVANCED) for one in kidney)
    if heart and kidney:
        return ("I13.2" if advanced else "I13.0") if failing else ("I13.11" if advanced else "I13.10")
    if heart:
        return "I11.0" if failing else "I11.9"
    if kidney:
        return "I12.0" if advanced else "I12.9"
    return None


EXAMPLES = (
    note("ASSESSMENT\n1. Hypertension.\n2. Congestive heart failure.", codes=("I11.0", "I50.9"), absent=("I10",), first="I11.0"),
    note("ASSESSMENT\n1. Hypertension.\n2. CKD stage 3a.", codes=("I12.9", "N18.31"), absent=("I10",)),
    note("ASSESSMENT\n1. Hypertension.\n2. CKD stage 5.\n3. Diastolic heart failure.", codes=("I13.2", "N18.5", "I50.30")),
    note("ASSESSMENT\n1. Hypertension with CKD stage 3a.", codes=("I12.9", "N18.31"), first="I12.9"),
    note("ASSESSMENT\n1. Hypertension.\n2. Gout.", codes=("I10", "M10.9")),
)
