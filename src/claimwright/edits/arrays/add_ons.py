"""Add-on codes without the service they add to, over columns: only the lines of codes that are add-ons by any table are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..add_ons import add_on_of, adds_by_schedule, is_add_on
from .columns import Array, ClaimColumns
from .face import Found

if TYPE_CHECKING:
    from claimwright.codesets import Books

RULES = ("ncci-add-on-without-primary", "ncci-add-on-alone")


def find(claims: ClaimColumns, books: Books) -> Iterator[Found]:
    """The add-on lines beside which no primary stands, or, where the contractor pairs them, nothing at all."""
    generation = books.store.generation
    adding = np.array([_is_add_on(code, books, generation) for code in claims.procedure.values], bool)
    rows = np.flatnonzero(adding[claims.procedure.index])
    verdict = np.array([_verdict(*asked, books, generation) for asked in _beside(claims, rows)], np.int64)
    for number, rule in enumerate(RULES):
        alone = rows[verdict == number] if len(rows) else rows
        yield Found(rule, claims.line_claim[alone], claims.line_number[alone])


@lru_cache(65_536)
def _is_add_on(code: str, books: Books, _generation: int) -> bool:
    return is_add_on(code, books)


def _beside(claims: ClaimColumns, rows: Array) -> Iterator[tuple[str, int, frozenset[str]]]:
    """For each line its procedure, its day, and the other procedures of the claim's day; the lines of a claim stand together."""
    codes, of, days = claims.procedure.values, claims.procedure.index, claims.day
    own = claims.line_claim[rows]
    firsts, ends = np.searchsorted(claims.line_claim, own), np.searchsorted(claims.line_claim, own, "right")
    for row, first, end in zip(rows.tolist(), firsts.tolist(), ends.tolist(), strict=True):
        same_day = of[first:end][days[first:end] == days[row]]
        yield codes[of[row]], int(days[row]), frozenset(codes[at] for at in same_day.tolist() if at != of[row])


@lru_cache(200_000)
def _verdict(code: str, day: int, others: frozenset[str], books: Books, _generation: int) -> int:
    """Which of the rules speaks; -1 where none does."""
    on = date.fromordinal(day)
    known = add_on_of(code, on, books)
    if known is not None and known.type != 2:
        return 0 if known.primaries and not any(map(known.is_primary, others)) else -1
    if known is None and not adds_by_schedule(code, books, on):
        return -1
    return -1 if any(others) else 1
