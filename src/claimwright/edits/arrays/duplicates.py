"""Lines that repeat an earlier line of their claim in everything, over columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from .columns import ClaimColumns
from .face import Found

if TYPE_CHECKING:
    from claimwright.codesets import Books

RULES = ("duplicates-line",)


def find(claims: ClaimColumns, books: Books) -> Iterator[Found]:
    """Every line but the first of those that are alike; lines without a procedure do not count."""
    order = np.lexsort((claims.likeness, claims.line_claim))  # stable: the first of a group is the first in the claim
    claim, like = claims.line_claim[order], claims.likeness[order]
    repeats = np.zeros(len(order), bool)
    repeats[1:] = (claim[1:] == claim[:-1]) & (like[1:] == like[:-1])
    billed = np.array([bool(code) for code in claims.procedure.values], bool)[claims.procedure.index]
    rows = np.sort(order[repeats & billed[order]])
    yield Found(RULES[0], claims.line_claim[rows], claims.line_number[rows])
