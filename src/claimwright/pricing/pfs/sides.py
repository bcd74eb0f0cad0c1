"""The two sides of one procedure on two lines (LT and RT), and services that are paid only where nothing else is (status T).

CMS, Pub. 100-04, chapter 23, record layout: the bilateral rule holds however both sides are reported; status T of the relative value file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from claimwright.core import ZERO

from .draft import Draft
from .modifiers import SIDES
from .procedures import RANKED
from .year import rules


def reduce(drafts: Iterable[Draft]) -> None:
    """Pay the second side of a procedure that stands on two lines as the bilateral indicator says."""
    pairs: defaultdict[tuple[object, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        sides = [side for side in SIDES if side in draft.request.modifiers]
        if len(sides) == 1:
            pairs[draft.request.code, draft.row.modifier, draft.request.date].append(draft)
    for lines in pairs.values():
        if len(lines) == 2 and len({side for line in lines for side in SIDES if side in line.request.modifiers}) == 2:
            _second(max(lines, key=lambda draft: draft.number))


def _second(draft: Draft) -> None:
    row, percents = draft.row, rules().percent.bilateral
    ranked = row.bilateral == "1" and row.multiple in RANKED  # the ranking of the day halves the second side already
    if row.bilateral in percents and not ranked:
        left = percents[row.bilateral] - Decimal(100)
        draft.take(left, "second side of the same procedure (LT and RT, indicator {})", row.bilateral,
                   source="Pub. 100-04, ch. 23, MPFSDB, bilateral", of_cap=True)  # fmt: skip


def only_alone(drafts: Sequence[Draft]) -> None:
    """Bundle a service of status T into what else is paid to the provider that day."""
    paid = {draft.request.date for draft in drafts if draft.row.status != "T" and not draft.reason and draft.amount}
    for draft in drafts:
        if draft.row.status == "T" and draft.request.date in paid:
            draft.set(ZERO, "status T: bundled into the other services of the day", source="RVU file, attachment A: status T")
