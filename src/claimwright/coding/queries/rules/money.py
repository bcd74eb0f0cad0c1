"""R3: nothing of money, scores or ranking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import ProviderQuery, Record
from ..terms import phrases

ID = "R3"
TITLE = "No word of payment or quality scores"


def check(query: ProviderQuery, record: Record, books: Any) -> Iterator[tuple[str, str, str]]:
    """Each place of the query's own words (quoted words of the record are the record's)."""
    own = [("title", query.title), ("question", query.question), ("only_option", query.only_option)]
    own += [(f"options[{number}]", option.text) for number, option in enumerate(query.options)]
    own += [(f"indicators[{number}].label", one.label) for number, one in enumerate(query.indicators)]
    for where, text in own:
        if match := phrases("money").search(text):
            yield where, f"{match[0]!r} speaks of payment or scores", "ask about the patient's condition alone"
