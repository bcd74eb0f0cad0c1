"""Pairs of procedures that NCCI does not pay together, over columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from claimwright.codesets.ncci.pairs import PtpArrays, open_pairs
from claimwright.codesets.ncci.ptp import PtpEdit, Setting
from claimwright.core import ClaimLine, Money

from ..bundling import separating
from ..subjects import LinePair
from .columns import Array, ClaimColumns
from .face import Found

if TYPE_CHECKING:
    from claimwright.codesets import Books

RULES = ("ncci-ptp-never-together", "ncci-ptp-no-modifier")


def find(claims: ClaimColumns, books: Books) -> Iterator[Found]:
    """The column-two line of each pair in force that nothing separates."""
    first, second = pairs(claims)
    professional = np.array([kind == "professional" for kind in claims.kind.values], bool)[claims.kind.index][claims.line_claim[first]]
    settings: tuple[tuple[Setting, Array], ...] = ("practitioner", professional), ("hospital", ~professional)
    for setting, of_setting in settings:
        yield from _find(claims, first[of_setting], second[of_setting], _open(books, setting))


@lru_cache(4)
def _opened(books: Books, setting: Setting, generation: int) -> PtpArrays:
    return open_pairs(books.store, setting)


def _open(books: Books, setting: Setting) -> PtpArrays:
    """Opened once, and again after an installation."""
    return _opened(books, setting, books.store.generation)


def pairs(claims: ClaimColumns) -> tuple[Array, Array]:
    """The rows of every two lines of one claim, day and renderer, in claim order."""
    order = np.lexsort((claims.renderer, claims.day, claims.line_claim))  # stable: lines of a group stay in claim order
    claim, day, renderer = (column[order] for column in (claims.line_claim, claims.day, claims.renderer))
    begins = np.ones(len(order), bool)
    begins[1:] = (claim[1:] != claim[:-1]) | (day[1:] != day[:-1]) | (renderer[1:] != renderer[:-1])
    group = np.cumsum(begins)
    firsts, seconds = [], []
    at = np.arange(len(order))
    for apart in range(1, len(order)):
        at = at[at + apart < len(order)]
        at = at[group[at] == group[at + apart]]  # a line without a partner so far off has none farther off
        if not len(at):
            break
        firsts.append(order[at])
        seconds.append(order[at + apart])
    none = np.empty(0, np.int64)
    return np.concatenate([none, *firsts]), np.concatenate([none, *seconds])


def _find(claims: ClaimColumns, first: Array, second: Array, table: PtpArrays) -> Iterator[Found]:
    place = table.places(claims.procedure.values)[claims.procedure.index]
    hits = table.in_force(place[first], place[second], claims.day[first])
    first, second = first[hits.at], second[hits.at]
    two = np.where(hits.second_is_column_two, second, first)
    never = hits.indicator == 0
    found = two[never], two[~never][_unseparated(claims, first[~never], second[~never], two[~never])]
    for rule, rows in zip(RULES, found, strict=True):
        yield Found(rule, claims.line_claim[rows], claims.line_number[rows])


def _unseparated(claims: ClaimColumns, first: Array, second: Array, two: Array) -> Array:
    """Which of the separable pairs no modifier separates; of pairs without any modifier that is plain."""
    empty = np.array([not names for names in claims.modifiers.values], bool)[claims.modifiers.index]
    bare = empty[first] & empty[second]
    for at in np.flatnonzero(~bare).tolist():
        one, other = int(first[at]), int(second[at])
        column_two = _line(claims, int(two[at]))[0]
        bare[at] = not _is_separated(_line(claims, one), _line(claims, other), column_two, int(claims.day[one]))
    return np.asarray(bare)


_Line = tuple[str, tuple[str, ...]]


def _line(claims: ClaimColumns, row: int) -> _Line:
    return claims.procedure.values[claims.procedure.index[row]], claims.modifiers.values[claims.modifiers.index[row]]


@lru_cache(100_000)
def _is_separated(first: _Line, second: _Line, column_two: str, day: int) -> bool:
    """As the rule itself decides it of two lines."""
    on = date.fromordinal(day)
    one, other = (
        ClaimLine(number=0, control_number="", procedure=code, modifiers=names, charge=Money(0)) for code, names in (first, second)
    )
    edit = PtpEdit(column_one="", column_two=column_two, indicator=1, first=on, source="")
    return edit.is_separated_by(separating(LinePair(one, other, on), edit), on)
