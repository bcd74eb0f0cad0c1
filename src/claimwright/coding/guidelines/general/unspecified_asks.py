"""An unspecified code stands where the record says no more (I.B.18); where siblings say more, that is a question to the provider."""

from __future__ import annotations

from claimwright.core import Evidence, Query

from ...case import Case
from ...verify.alternatives import is_unspecific
from ..model import Ask, Changes, Guideline, note

RULE = Guideline(id="icd10cm-guideline-I.B.18-query", title="Ask for specificity", sections=("I.B.18",), order=92)
ASKED = (
    "I50.9",
    "E11.8",
    "J18.9",
    "N18.9",
    "J45.90",
    "D64.9",
    "F32.A",
    "S",
    "M84",
    "C",
    "I48.91",
    "L97",
    "G40.909",
    "N17.9",
    "K80",
    "E66.9",
)
"""Codes whose specificity changes severity, payment or risk adjustment, and which are therefore asked about; by our judgement."""


def apply(case: Case) -> Changes:
    """One question for each such code."""
    for found in sorted(case.findings.values(), key=lambda one: one.order):
        if found.code.startswith(ASKED) and is_unspecific(case.knowledge.tree, found.code) and not _asked(case, found.evidence):
            yield Ask(
                Query(
                    kind="specificity",
                    about=f"Documented without further detail: {case.title(found.code)}",
                    indicators=tuple(found.evidence),
                )
            )


def _asked(case: Case, evidence: list[Evidence]) -> bool:
    return any(query.indicators == tuple(evidence) for query in case.queries)


EXAMPLES = (
    note("ASSESSMENT\n1. Heart failure.", codes=("I50.9",), asks="without further detail"),
    note("ASSESSMENT\n1. Acute systolic heart failure.", codes=("I50.21",), absent=("I50.9",)),
)
