"""Several procedures of one day (indicators 1, 2 and 3): ranked by fee, endoscopies of one family first reduced by their base.

CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 40.6, and chapter 23, record layout, field "multiple procedure":
within a family the dearest endoscopy is paid in full, each other one less the family's base, and the base itself not beside another. Then
families and other procedures are ranked by their totals: the first in full, the next four by half (indicator 1: half, then a quarter), the
rest by report. Returns to the operating room (78) stand outside the ranking (section 40.4.C); assistants are ranked among themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from claimwright.core import ZERO, Money

from .draft import Draft
from .modifiers import ASSISTANTS
from .year import rules

RANKED = ("1", "2", "3")
ENDOSCOPY = "3"
SOURCE = "Pub. 100-04, ch. 12, 40.6"
NO_FAMILY = "an endoscopy beside other procedures: its family is not in the tables here; install the relative value file again"


def reduce(drafts: Iterable[Draft]) -> None:
    """Reduce the ranked services among these lines of one claim."""
    groups: defaultdict[tuple[object, bool], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.row.multiple in RANKED and "78" not in draft.request.modifiers:
            assists = any(modifier in ASSISTANTS for modifier in draft.request.modifiers)
            groups[draft.request.date, assists].append(draft)
    for group in groups.values():
        _day(group)


def alone(draft: Draft) -> None:
    """One service priced by itself: modifier 51 says that a dearer one stood beside it."""
    if "51" in draft.request.modifiers and draft.row.multiple in RANKED:
        _by_rank(draft, 2)


def _day(group: list[Draft]) -> None:
    if len(group) > 1:
        for draft in group:
            if draft.row.multiple == ENDOSCOPY and draft.row.endo_base is None:
                draft.fail(NO_FAMILY)
    families = _families([draft for draft in group if not draft.reason])
    for members in families:
        if len(members) > 1:
            _family(members)
    ranked = sorted(families, key=lambda members: (-sum(one.amount for one in members), members[0].number))
    for place, members in enumerate(ranked, start=1):
        for draft in members:
            if place > 1 and not draft.reason:
                _by_rank(draft, place)


def _families(group: list[Draft]) -> list[list[Draft]]:
    """Endoscopies (and their base procedure) by family; everything else by itself."""
    bases = {draft.row.endo_base for draft in group if draft.row.multiple == ENDOSCOPY and draft.row.endo_base}
    found: dict[object, list[Draft]] = {}
    for draft in group:
        family = draft.row.endo_base or (draft.request.code if draft.request.code in bases else "")
        found.setdefault(family or draft.number, []).append(draft)
    return list(found.values())


def _family(members: list[Draft]) -> None:
    """The dearest in full, the others less their base; the base procedure itself adds nothing."""
    base = next(draft.row.endo_base for draft in members if draft.row.endo_base)
    first, *others = sorted(members, key=lambda draft: (draft.request.code == base, -draft.amount, draft.number))
    first.say("dearest endoscopy of its family ({}): in full", first.amount, base, source=SOURCE)
    for draft in others:
        if draft.request.code == base:
            draft.set(ZERO, "base endoscopy {}: paid within the dearest of its family", base, source=SOURCE)
        else:
            _less_base(draft, base)


def _less_base(draft: Draft, base: str | None) -> None:
    row = draft.tables.relative_values(base or "")
    if row is None:
        return draft.fail(f"several endoscopies of one family: the base procedure {base} has no relative values here")
    worth = draft.fee(row)
    draft.set(max(ZERO, Money(draft.amount - worth)), "endoscopy of the family {}: less the base's {}", base, worth, source=SOURCE)
    return None


def _by_rank(draft: Draft, place: int) -> None:
    percents = rules().percent.multiple[draft.row.multiple]
    if place > len(percents):
        draft.fail("sixth or later procedure of the day: priced by report")
    else:
        draft.take(percents[place - 1], "procedure number {} of the day (multiple procedure, indicator {})", place, draft.row.multiple,
                   source=SOURCE)  # fmt: skip
