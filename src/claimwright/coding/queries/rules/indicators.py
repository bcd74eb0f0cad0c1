"""R1: a question rests on words of this record, which still stand where they are quoted from and have a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Indicator, ProviderQuery, Record

ID = "R1"
TITLE = "Clinical indicators are quoted from the record"


def check(query: ProviderQuery, record: Record, books: Any) -> Iterator[tuple[str, str, str]]:
    """No indicator; one whose words do not stand there; one without a day."""
    if not query.indicators:
        yield "indicators", "no words of the record are quoted", "quote the findings, results or treatment that raise the question"
    for number, one in enumerate(query.indicators):
        where = f"indicators[{number}]"
        if not _stands(one, record):
            yield where, "the quoted words do not stand at that place of the record", "quote them again from the document"
        elif not _dated(one, record):
            yield where, "it is not told of which day the words are", "give the document's date or the day of service"


def _stands(one: Indicator, record: Record) -> bool:
    paper = record.paper(one.words.document)
    return paper is not None and bool(one.words.text.strip()) and one.words.holds_in(paper.document)


def _dated(one: Indicator, record: Record) -> bool:
    paper = record.paper(one.words.document)
    return paper is not None and bool(paper.document.date or (not paper.encounter and record.on))
