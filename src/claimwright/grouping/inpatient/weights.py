"""Weight, mean stays and transfer marks of a DRG, from Table 5 of the fiscal year of discharge (42 CFR 412.60; 412.4 for the marks)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from claimwright.core import replace

from ..values import Grouping, Installed

if TYPE_CHECKING:
    from claimwright.codesets.official.rows import DrgWeight


class Weights:
    """Rows of Table 5 by DRG and day. Without books: none."""

    def __init__(self, books: Installed | None = None) -> None:
        """``books``: where installed tables are."""
        from claimwright.codesets.official.shelf import shelf_of

        self._book = shelf_of(books.store).drg_weights if books else None
        self._known: dict[tuple[str, dt.date], DrgWeight | None] = {}
        self._seen = -1

    def row(self, drg: str, on: dt.date) -> DrgWeight | None:
        """The row of a DRG in the Table 5 of a day; None where it is not installed."""
        if self._book is None:
            return None
        if (changed := self._book.releases.changed()) != self._seen:
            self._known, self._seen = {}, changed
        key = (drg, on)
        if key not in self._known:
            self._known[key] = self._book.lookup(drg, on=on)
        return self._known[key]

    def weigh(self, grouping: Grouping) -> Grouping:
        """The grouping with its weight and days, or with the reason why there are none."""
        if grouping.drg is None or grouping.date is None:
            return grouping
        row = self.row(grouping.drg, grouping.date)
        if row is None:
            year = grouping.date.year + (grouping.date.month >= 10)
            return replace(grouping, weight_reason=f"weights not installed: Table 5 of FY{year}")
        return replace(
            grouping, weight=row.weight, gmlos=row.gmlos, amlos=row.amlos, post_acute=_marked(row.post_acute),
            special_pay=_marked(row.special_pay), releases={**grouping.releases, "msdrg-weights": row.release},
            weight_reason="" if row.weight is not None else "this group has no weight: it is not paid",
        )  # fmt: skip


def _marked(cell: str) -> bool:
    return cell.strip().lower() == "yes"
