"""Operations that a report names and whose numbers our tables do not hold: a question instead of a smaller number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from claimwright.core import Query
from claimwright.core.discovery import tables

from .named import Reading, negated, spanned


class Group(NamedTuple):
    """Operations of one kind: what they are, the words that name them, the numbers that would say too little."""

    name: str
    words: re.Pattern[str]
    drops: frozenset[str]


@cache
def groups() -> tuple[Group, ...]:
    """The kinds of unnumbered.toml."""
    rows: list[dict[str, Any]] = tables("claimwright.coding.services")["unnumbered"]["group"]
    return tuple(Group(row["name"], re.compile("|".join(row["says"]), re.I), frozenset(row.get("drops", ()))) for row in rows)


def unnumbered(reading: Reading) -> Iterator[tuple[Group, Query]]:
    """Each kind that a line naming what was done tells, with its question."""
    named = [one for one in reading.case.sentences if id(one) in reading.named] if reading.reports else []
    for group in groups() if named else ():
        for one in named:
            match = group.words.search(one.text)
            if match and not negated(one.text, *match.span()):
                about = f"Its number is not among those named here, to be looked up by a coder: {group.name}"
                yield group, Query(kind="number", about=about, indicators=(spanned(one, *match.span()),))
                break
