"""A name that takes two codes to say: beside its own the second one, which a note of the tabular list asks for (I.A.13, I.B.7)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from claimwright.core.discovery import tables

from ...case import Case
from ...context import reason_for
from ...text import evidence
from ..model import Changes, Guideline, note
from ..reading import beside, lines_of

RULE = Guideline(id="icd10cm-guideline-I.B.7-second", title="Second code of a name", sections=("I.A.13", "I.A.17", "I.B.7"), order=47)


@cache
def _rows() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    rows = tables("claimwright.coding.guidelines.general")["second_codes"]["name"]
    return tuple((re.compile(rf"\b(?:{row['words']})\b", re.I), row) for row in rows)


@cache
def _conditions() -> tuple[str, ...]:
    return tuple(sorted({of for _, row in _rows() for of in row["of"]}))


def apply(case: Case) -> Changes:
    """The second code where the words of the first tell it and no code of its kind is there."""
    if not case.reports(*_conditions()):
        return
    for words, row in _rows():
        for found in () if case.reports(*row["unless"]) else case.codes(*row["of"]):
            for line in lines_of(case, found):
                match = words.search(line.text)
                context = reason_for(line.text, *match.span(), inside=False) if match else None
                if match and (context is None or context[0] == "historical"):  # "chronic GVHD, s/p stem cell transplant"
                    start = line.start + match.start()
                    span = evidence(line.document, start, start + len(match[0]), match[0], line.section)
                    yield beside(row["code"], (*found.evidence, span), *found.path, match[0].lower())
                    break


EXAMPLES = (
    note("ASSESSMENT\n1. CAUTI.", codes=("T83.511A", "N39.0"), first="T83.511A"),
    note("ASSESSMENT\n1. Neutropenic fever.", codes=("D70.9", "R50.81")),
    note("ASSESSMENT\n1. Neutropenia.", codes=("D70.9",), absent=("R50.81",)),
)
