"""What coders of the specialties that are switched on ask about (I.B.14, I.B.18: as specific as the record allows)."""

from __future__ import annotations

from claimwright.core import Query

from ...case import Case
from ...packs import pack
from ..model import Ask, Changes, Guideline, note

RULE = Guideline(id="icd10cm-guideline-specialty-questions", title="Questions of a specialty", sections=("I.B.18",), order=93)


def apply(case: Case) -> Changes:
    """One question for each code that leaves open what the specialty reports."""
    for name in case.packs:
        for question in pack(name).question:
            found = case.codes(*question.codes)
            if found and not any(True for _ in case.find(question.pattern)):
                yield Ask(Query(kind="specificity", about=question.about, indicators=tuple(found[0].evidence)))


EXAMPLES = (
    note("ASSESSMENT\n1. Atrial fibrillation.", codes=("I48.91",), asks="Kind of atrial fibrillation", packs=("cardiology",)),
    note("ASSESSMENT\n1. Paroxysmal atrial fibrillation.", codes=("I48.0",), absent=("I48.91",), packs=("cardiology",)),
)
