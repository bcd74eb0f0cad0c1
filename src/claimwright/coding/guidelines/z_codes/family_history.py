"""Family history is reported beside what it bears on: a screening, a prophylactic step, a problem of the same organ (I.C.21.c.4, c.5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from claimwright.core import Evidence, Suppressed
from claimwright.core.discovery import tables

from ...case import Case, document_order
from ...context import is_negated
from ..model import Changes, Guideline, note
from ..reading import beside

RULE = Guideline(
    id="icd10cm-guideline-I.C.21.c.4-family",
    title="Family history with screening and with what it bears on",
    sections=(
        "I.C.21.c.4",
        "I.C.21.c.5",
    ),
    order=60,
)
ANY = ("Z12", "Z15", "Z40")
"""Beside these the family's history is reported whatever the disease."""


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(tables("claimwright.coding.guidelines.z_codes")["family_history"]["family"])


def apply(case: Case) -> Changes:
    """The family's history code for words that were set aside as the family's."""
    any_disease = bool(case.codes(*ANY))
    for seen in tuple(case.suppressed.values()):
        if seen.reason != "family" or not seen.code:
            continue
        for code, bears_on in _meant(seen.code):
            if code not in case.findings and (any_disease or case.codes(*bears_on)) and not _taken_back(case, seen):
                span = Evidence(document=seen.document, start=seen.start, end=seen.end, text=seen.text)
                case.suppressed.pop((document_order(seen), seen.reason, seen.code), None)
                yield beside(code, (span,), "History", "family")


def _meant(code: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The family's code for a disease, or the code itself where it is one; with the problems that it bears on."""
    if "Z80" <= code[:3] <= "Z84":
        yield code, tuple(prefix for row in _rows() if row["code"] == code for prefix in row["beside"])
    for row in _rows():
        if code.startswith(tuple(row["of"])):
            yield row["code"], tuple(row["beside"])


def _taken_back(case: Case, seen: Suppressed) -> bool:
    line = case.sentence_at(seen.document, seen.start)
    return line is None or is_negated(line.text, seen.start - line.start, seen.end - line.start)


EXAMPLES = (
    note(
        "INDICATION\nScreening for colorectal cancer; family history of colon cancer.\n\nIMPRESSION\n1. Colon polyp.",
        codes=("Z12.11", "Z80.0", "K63.5"),
        first="Z12.11",
    ),
    note("HPI\nFamily history of colon cancer.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z80.0",)),
    note("HPI\nHis sister had melanoma.\n\nASSESSMENT\n1. Actinic keratosis.", codes=("L57.0", "Z80.8")),
    note("FAMILY HISTORY\nNo breast cancer.\n\nASSESSMENT\n1. Annual physical.", codes=("Z00.00",), absent=("Z80.3",)),
)
