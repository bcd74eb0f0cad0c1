"""Laterality: an unspecified side yields to the side that is documented, and is a question where none is (I.B.13)."""

from __future__ import annotations

from claimwright.core import Query

from ...case import Case
from ..model import Ask, Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.B.13", title="Laterality", sections=("I.B.13",), order=22)


def apply(case: Case) -> Changes:
    """Remove the unspecified side beside a stated one; ask where a side is missing altogether."""
    tree = case.knowledge.tree
    for found in list(case.findings.values()):
        title = (case.title(found.code) or "").lower()
        if tree.side(found.code) is not None or "unspecified" not in title:
            continue
        sided = [
            other for other in tree.siblings(found.code) if tree.side(other) and tree.without_side(other) == tree.without_side(found.code)
        ]
        if any(other in case.findings for other in sided):
            yield Removal(found.code, "replaced-by-combination", "the side is stated")
        elif sided:
            yield Ask(Query(kind="specificity", about=f"Side of: {case.title(found.code)}", indicators=tuple(found.evidence)))


EXAMPLES = (
    note("ASSESSMENT\n1. Carpal tunnel syndrome.", codes=("G56.00",), asks="Side of"),
    note("CHIEF COMPLAINT\nRight knee pain.\n\nASSESSMENT\n1. Knee osteoarthritis.", codes=("M17.11",), absent=("M17.9",)),
    note("ASSESSMENT\n1. Left carpal tunnel syndrome.", codes=("G56.02",), absent=("G56.00",)),
)
