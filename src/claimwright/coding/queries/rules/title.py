"""R2: neither title nor question names a diagnosis that the provider's notes do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import ProviderQuery, Record
from ..terms import own_papers, undocumented, unsaid

ID = "R2"
TITLE = "No undocumented diagnosis in title or question"
MEND = "name the finding or the treatment; a diagnosis may only be among the options"


def check(query: ProviderQuery, record: Record, books: Any) -> Iterator[tuple[str, str, str]]:
    """Each part that names one, and a title that makes one acuter or severer.

    A yes-no question may name what a report found where it asks to substantiate it (see R5).
    """
    parts = [("title", query.title), ("question", query.question)]
    papers = list(own_papers(record)) if query.purpose == "substantiate" else None
    for where, text in parts:
        for words in undocumented(text, record, books, papers):
            yield where, f"{words!r} is not in the provider's notes", MEND
    if papers is None:
        for words in unsaid(query.title, record, books):
            yield "title", f"{words!r} says more than the provider's notes", MEND
