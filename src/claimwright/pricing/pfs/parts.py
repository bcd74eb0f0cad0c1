"""Several tests of one kind on one day: the technical or professional part of all but the dearest is reduced.

Multiple procedure indicators of the relative value file (RVU25D.pdf, attachment A): 4 diagnostic imaging (SSA 1848(b)(4)(D) and (b)(10)),
6 diagnostic cardiovascular and 7 diagnostic ophthalmology (CY 2013 final rule, 77 FR 68892). Parts are ranked by their own fee before
reduction, and the cap on imaging is compared afterwards. Imaging of another session (59, XE) is not reduced (CR 8248, MM7442).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from claimwright.core import ZERO, Money

from .draft import Draft, NoPrice
from .modifiers import component
from .year import rules

KINDS = {
    "4": ("imaging_technical", "imaging_professional"),
    "6": ("cardiovascular_technical", None),
    "7": ("ophthalmology_technical", None),
}
"""By indicator: which percentage is left of the technical and of the professional part."""
SOURCES = {"4": "SSA 1848(b)(4)(D), (b)(10)", "6": "77 FR 68892", "7": "77 FR 68892"}
OTHER_SESSION = ("59", "XE")
NAMES = ("technical", "professional")


def reduce(drafts: Iterable[Draft]) -> None:
    """Reduce the parts among these lines of one claim."""
    groups: defaultdict[tuple[object, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        kind = draft.row.multiple
        if kind in KINDS and not (kind == "4" and any(modifier in OTHER_SESSION for modifier in draft.request.modifiers)):
            groups[draft.request.date, kind].append(draft)
    for (_day, kind), group in groups.items():
        if len(group) > 1:
            _of_group(group, kind)


def _of_group(group: list[Draft], kind: str) -> None:
    parts: dict[int, tuple[Money, Money]] = {}
    for draft in group:
        try:
            parts[draft.number] = _parts(draft)
        except NoPrice as why:
            draft.fail(str(why))
    by_number = {draft.number: draft for draft in group}
    for place, name in enumerate(KINDS[kind]):
        if name is not None:
            percent: Decimal = getattr(rules().percent, name)
            fees = {number: both[place] for number, both in parts.items()}
            for number in sorted((number for number, fee in fees.items() if fee), key=lambda number: (-fees[number], number))[1:]:
                _reduced(by_number[number], fees[number], percent, place, SOURCES[kind])


def _reduced(draft: Draft, fee: Money, percent: Decimal, place: int, source: str) -> None:
    off = fee - Money.of(fee.dollars * percent / 100)
    if place == 1 and draft.cap is not None:
        draft.cap -= off  # the cap holds for the technical part: what is off the professional one is off the whole
    draft.set(draft.amount - off, "{} part {}, not the day's dearest: {} %", NAMES[place], fee, percent, source=source)


def _parts(draft: Draft) -> tuple[Money, Money]:
    """The technical and the professional part of a line's amount. Raises NoPrice where they cannot be told apart."""
    chosen, pctc = component(draft.request.modifiers), draft.row.pctc
    if chosen == "TC" or pctc == "3":
        return draft.amount, ZERO
    if chosen == "26" or pctc == "2":
        return ZERO, draft.amount
    technical, professional = draft.component("TC"), draft.component("26")
    if technical is None or professional is None:
        raise NoPrice(f"reduced beside others of its kind, but its technical part is not known (professional/technical indicator {pctc})")
    once = draft.fee(draft.row)
    times = draft.amount.dollars / once.dollars if once else Decimal(1)
    return Money.of(draft.fee(technical).dollars * times), Money.of(draft.fee(professional).dollars * times)
