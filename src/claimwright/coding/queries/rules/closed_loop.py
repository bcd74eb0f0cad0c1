"""R8: an answer is found in the record again, and a change of codes says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import ProviderQuery, Record

ID = "R8"
TITLE = "The answer is in the record, and what it changed is told"


def check(query: ProviderQuery, record: Record, books: Any) -> Iterator[tuple[str, str, str]]:
    """An answer without its addendum; codes that changed without a reason, or without an answer."""
    answer = query.answer
    if answer is None:
        return
    quoted = {one.words.document for one in query.indicators}
    changed = answer.codes_before != answer.codes_after
    if answer.outcome in ("agreed", "disagreed", "other") and record.paper(answer.addendum) is None:
        yield "answer.addendum", "the provider's addendum is not in the record", "link the document that holds the answer"
    elif answer.addendum in quoted:
        yield "answer.addendum", "the document that raised the question is not its answer", "link the document that holds the answer"
    if changed and answer.outcome in ("undetermined", "no-response"):
        yield "answer.codes_after", "codes changed though nothing was determined", "code what the record says without the answer"
    elif changed and not answer.changes.strip():
        yield "answer.changes", "codes changed and it is not told why", "record the reason"
