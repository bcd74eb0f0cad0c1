"""R6: the question does not say what the answer should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import ProviderQuery, Record
from ..terms import phrases

ID = "R6"
TITLE = "No leading words"


def check(query: ProviderQuery, record: Record, books: Any) -> Iterator[tuple[str, str, str]]:
    """Each part that leads; and a question that asks nothing."""
    for where, text in (("title", query.title), ("question", query.question)):
        if match := phrases("leading").search(text):
            yield where, f"{match[0]!r} leads to an answer", "ask for the provider's own judgement of the findings"
    for number, option in enumerate(query.options):
        if match := phrases("steering").search(option.text):
            yield f"options[{number}]", f"{match[0]!r} sets one answer above another", "let every option stand in the same plain words"
    if not query.question.strip():
        yield "question", "nothing is asked", "ask for the provider's clinical judgement"
