"""R5: yes or no is for four questions about what is documented, never for a new diagnosis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import ProviderQuery, Record
from ..terms import own_papers, provider_notes, undocumented

ID = "R5"
TITLE = "Yes or no only about what is documented"
ALLOWED = {"present-on-admission": 1, "cause-effect": 2, "conflict": 1, "substantiate": 1}
"""Purposes that a yes-no question may have, and how many documented diagnoses it has to name in ``about``."""


def check(query: ProviderQuery, record: Record, books: Any) -> Iterator[tuple[str, str, str]]:
    """Another purpose; too few diagnoses named; one that is not documented; a conflict that only one place speaks of."""
    if query.form != "yes-no":
        return
    if query.purpose not in ALLOWED:
        yield "form", f"a question of {query.purpose} cannot be answered by yes or no", "offer a choice, or ask openly"
        return
    if len([words for words in query.about if words.strip()]) < ALLOWED[query.purpose]:
        yield "about", f"name the {ALLOWED[query.purpose]} documented diagnosis or diagnoses that it is about", "in the record's words"
    papers = list(own_papers(record)) if query.purpose == "substantiate" else list(provider_notes(record))
    text = "\n".join(paper.text for paper in papers).casefold()
    for number, words in enumerate(query.about):
        if words.casefold().strip() not in text or undocumented(words, record, books, papers):
            yield f"about[{number}]", f"{words!r} is not documented", "yes or no is never for a new diagnosis: offer a choice"
    for number, option in enumerate(query.options):
        for words in undocumented(option.text, record, books, papers):
            yield f"options[{number}]", f"{words!r} is not documented", "answer by yes, no, other or unable to determine"
    if query.purpose == "conflict" and len({(one.words.document, one.words.start) for one in query.indicators}) < 2:
        yield "indicators", "a conflict has two sides", "quote both statements"
