"""R7: every indicator is of this patient; what is of another encounter says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...text.condition import several_patients
from ..model import ProviderQuery, Record

ID = "R7"
TITLE = "Indicators of this patient and this encounter"


def check(query: ProviderQuery, record: Record, books: Any) -> Iterator[tuple[str, str, str]]:
    """Another patient's paper; two patients' names in one paper; another encounter without its label."""
    for number, one in enumerate(query.indicators):
        where, paper = f"indicators[{number}]", record.paper(one.words.document)
        if paper is None:
            yield where, "the document is not of this record", "quote from this patient's documents"
        elif (paper.patient and record.patient and paper.patient != record.patient) or several_patients((paper.document,)):
            yield where, "the words may be another patient's", "quote from this patient's documents"
        elif paper.encounter and paper.encounter != record.encounter and not one.label.strip():
            yield (
                where,
                "the words are of another encounter",
                "where they are clinically pertinent say so with the date; else leave them out",
            )
