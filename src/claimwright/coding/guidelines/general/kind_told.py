"""The kind, site or vessel that a condition's sentence tells apart from its name: the code that says it (I.B.2, I.B.18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from claimwright.core import Evidence
from claimwright.core.discovery import tables

from ...case import Case, Finding
from ...context import reason_for
from ...text import Sentence, evidence
from ..model import Changes, Guideline, Proposal, note
from ..reading import lines_of

RULE = Guideline(id="icd10cm-guideline-I.B.2-kind", title="Kind told beside a condition", sections=("I.B.2", "I.B.18"), order=19)
Row = tuple[re.Pattern[str], re.Pattern[str] | None, dict[str, Any]]


@cache
def _rows() -> tuple[Row, ...]:
    rows = tables("claimwright.coding.guidelines.general")["kinds"]["kind"]
    return tuple((_pattern(row["words"]), _pattern(row["near"]) if "near" in row else None, row) for row in rows)


@cache
def _conditions() -> tuple[str, ...]:
    return tuple(sorted({of for _, _, row in _rows() for of in row["of"]}))


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.I)


def apply(case: Case) -> Changes:
    """The first kind that is told, or each where several may be; a sentence that denies or doubts it tells nothing."""
    for found in case.codes(*_conditions()):
        told: dict[str, tuple[Evidence, ...]] = {}
        for words, near, row in _rows():
            of = next((of for of in row["of"] if found.code.startswith(of)), None)
            if of and (not told or row.get("several")) and (spans := tuple(_said(case, found, words, near))):
                told[row["to"] + found.code[len(of) :]] = spans
        for code, spans in told.items():
            if case.billable(code):
                yield Proposal(
                    code=code,
                    evidence=(*found.evidence, *spans),
                    replaces=frozenset({found.code} - told.keys()),
                    path=(*found.path, spans[0].text.lower()),
                )


def _said(case: Case, found: Finding, words: re.Pattern[str], near: re.Pattern[str] | None) -> Iterator[Evidence]:
    lines: list[Sentence] = lines_of(case, found)
    if near is not None:
        lines = [*lines, *(line for line in case.holding(words) if near.search(line.text))]
    for line in lines:
        match = words.search(line.text)
        if match and reason_for(line.text, *match.span(), inside=False) is None:
            yield evidence(line.document, line.start + match.start(), line.start + match.end(), match[0], line.section)


EXAMPLES = (
    note("ASSESSMENT\n1. Atrial fibrillation with RVR, persistent.", codes=("I48.19",), absent=("I48.91",)),
    note("ASSESSMENT\n1. Acute STEMI of the inferior wall, RCA.", codes=("I21.11",), absent=("I21.19",)),
    note("ASSESSMENT\n1. Rib fractures, left 5th-7th, closed.", codes=("S22.42XA",), absent=("S22.32XA",)),
    note(
        "RESULTS\nDuplex: acute thrombus in the right femoral and popliteal veins.\n\nASSESSMENT\n1. DVT right leg.",
        codes=("I82.411", "I82.431"),
        absent=("I82.401",),
    ),
    note("ASSESSMENT\n1. Atrial fibrillation.", codes=("I48.91",), absent=("I48.19",)),
)
