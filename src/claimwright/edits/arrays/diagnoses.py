"""Diagnoses that are no complete code of their day, over columns: each code is asked once for each quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ..tabular import follow, validity
from .columns import Array, ClaimColumns
from .face import Found

if TYPE_CHECKING:
    from claimwright.codesets import Books

RULES = ("icd10cm-invalid-code", "icd10cm-not-billable", "icd10cm-seventh-character-missing")


def find(claims: ClaimColumns, books: Books) -> Iterator[Found]:
    """What the three rules of a single code say."""
    follow(books.store, books.store.generation)
    day = claims.on[claims.diagnosis_claim]
    days, of_day = np.unique(day, return_inverse=True)
    quarter = _quarters(days)[of_day]
    asked = claims.diagnosis.index * (int(quarter.max(initial=0)) + 1) + quarter
    _different, first, of = np.unique(asked, return_index=True, return_inverse=True)
    verdict = np.array(
        [_verdict(books, claims.diagnosis.values[claims.diagnosis.index[at]], int(day[at])) for at in first.tolist()], np.int64
    )
    for number, rule in enumerate(RULES):
        rows = np.flatnonzero(verdict[of] == number) if len(of) else np.empty(0, np.int64)
        yield Found(rule, claims.diagnosis_claim[rows], claims.diagnosis_place[rows])


def _quarters(days: Array) -> Array:
    """The calendar quarter of each day: a release of ICD-10-CM begins with one."""
    dates = [date.fromordinal(day) for day in days.tolist()]
    return np.array([on.year * 4 + (on.month - 1) // 3 for on in dates], np.int64)


def _verdict(books: Books, code: str, day: int) -> int:
    """Which of the rules speaks; -1 where none does."""
    found = validity(books.icd10cm, code, date.fromordinal(day))
    if found is None:
        return -1
    if not found.valid:
        return 0
    return 2 if "7th character" in found.reason else 1
