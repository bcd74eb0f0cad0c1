"""Units over their medically unlikely edit, over columns: of a line (MAI 1), of a day (MAI 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from .columns import THOUSANDTHS, Array, ClaimColumns, Coded
from .face import Found

if TYPE_CHECKING:
    from claimwright.codesets import Books

    from ..bundling import UnitsSetting

RULES = ("ncci-mue-line", "ncci-mue-day-policy", "ncci-mue-day-clinical")


def find(claims: ClaimColumns, books: Books) -> Iterator[Found]:
    """The line over its limit; of a code and day over its limit the last line."""
    counted = np.flatnonzero(claims.counts_units & np.array([bool(code) for code in claims.procedure.values], bool)[claims.procedure.index])
    limit, adjudication = _limits(claims, counted, books)
    over = counted[(adjudication == 1) & (claims.units[counted] > limit)]
    yield Found(RULES[0], claims.line_claim[over], claims.line_number[over])
    by_day = np.flatnonzero(adjudication > 1)
    for rule, rows in zip(RULES[1:], _over_the_day(claims, counted[by_day], limit[by_day], adjudication[by_day]), strict=True):
        yield Found(rule, claims.line_claim[rows], claims.line_number[rows])


def _over_the_day(claims: ClaimColumns, rows: Array, limit: Array, adjudication: Array) -> Iterator[Array]:
    """The last rows of each claim, code and day whose units together exceed the limit, for MAI 2 and for MAI 3."""
    code = claims.procedure.index[rows]
    order = np.lexsort((claims.day[rows], code, claims.line_claim[rows]))  # stable: the lines of a group stay in claim order
    rows, limit, adjudication, code = rows[order], limit[order], adjudication[order], code[order]
    ends = np.ones(len(rows), bool)
    claim, day = claims.line_claim[rows], claims.day[rows]
    ends[:-1] = (claim[1:] != claim[:-1]) | (code[1:] != code[:-1]) | (day[1:] != day[:-1])
    last = np.flatnonzero(ends)
    total = np.diff(np.cumsum(claims.units[rows])[last], prepend=0)
    for indicator in (2, 3):
        yield rows[last[(total > limit[last]) & (adjudication[last] == indicator)]]


def _limits(claims: ClaimColumns, rows: Array, books: Books) -> tuple[Array, Array]:
    """The limit of each row in thousandths and its adjudication indicator, 0 where there is none; each code is asked once a release."""
    settings = _settings(claims)
    names: tuple[UnitsSetting, ...] = ("practitioner", "hospital", "dme")
    borders = sorted({day.toordinal() for name in names for day in books.mue.begins(name)})
    where = np.array([names.index(name) for name in settings.values], np.int64)[settings.index][claims.line_claim[rows]]
    era = np.searchsorted(borders, claims.day[rows], "right")
    asked = (claims.procedure.index[rows] * (len(borders) + 1) + era) * len(names) + where
    different, of = np.unique(asked, return_inverse=True)
    answers = np.zeros((2, len(different)), np.int64)
    for at, question in enumerate(different.tolist()):
        rest, place = divmod(question, len(names))
        code, passed = divmod(rest, len(borders) + 1)
        day = date.fromordinal(borders[passed - 1]) if passed else date.min
        found = books.mue.limit(claims.procedure.values[code], day, names[place])
        answers[:, at] = (found.units * THOUSANDTHS, found.adjudication) if found and found.units else (0, 0)  # 0: ncci-mue-zero's matter
    return answers[0][of], answers[1][of]


def _settings(claims: ClaimColumns) -> Coded[UnitsSetting]:
    """Whose table counts for each claim; by the kind of claim where nothing better is known."""
    if claims.units_setting is not None:
        return claims.units_setting
    return Coded(tuple("practitioner" if kind == "professional" else "hospital" for kind in claims.kind.values), claims.kind.index)
