"""Conditional packaging on a claim without a comprehensive payment: composites (Q3), Q1, Q2, laboratory tests (Q4), visits (J2).

Addendum D1 tells the conditions: beside which statuses a Q1, Q2 or Q4 service of the same claim is packaged. Of several that nothing
packages, the dearest is paid and holds the others (Pub. 100-04, chapter 4, section 10.4.1). Composites: Addendum M, section 10.2.1.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from .comprehensive import package_the_rest
from .lines import ONE, Line
from .tables import Addenda, Imaging, rules

STV, TESTS_WITH = ("S", "T", "V"), ("J1", "J2", "S", "T", "V", "Q1", "Q2", "Q3")
_DISTINCT = ("59", "XE", "XP", "XS", "XU")


def decide(lines: list[Line], addenda: Addenda, *, laboratory_only: bool) -> None:
    """Decide every conditional line."""
    for line in lines:
        if line.printed == "J2" and line.separate:
            _own(line, addenda, "visit, paid by itself: the conditions of comprehensive observation are not met")
    for on, ofday in _days(lines).items():
        _composites(ofday, addenda, on)
    paid = _conditional(lines, addenda)
    if paid is not None and paid.status == "J1":
        package_the_rest(paid, lines, addenda)
    else:
        _tests(lines, laboratory_only)


def _days(lines: list[Line]) -> dict[dt.date, list[Line]]:
    days: defaultdict[dt.date, list[Line]] = defaultdict(list)
    for line in lines:
        if line.on:
            days[line.on].append(line)
    return days


def _own(line: Line, addenda: Addenda, why: str) -> None:
    """Pay a line by its own APC, whose status it takes."""
    row = addenda.apc(line.apc, line.on) if line.apc and line.on else None
    if row is None:
        line.settle(
            "unknown", f"OPPS Addendum A of {line.on.year if line.on else 'the day'}, which has the status of APC {line.apc}, is not here"
        )
    else:
        line.pay(row.status, line.apc, line.rate, why, line.units)


def _composites(ofday: list[Line], addenda: Addenda, on: dt.date) -> None:
    """The Q3 services of one day."""
    waiting = {id(line): row.composite_apcs for line in ofday if line.printed == "Q3" and (row := addenda.composite(line.code, on))}
    rule = rules().composites
    for family in rule.imaging:
        _imaging(family, [line for line in ofday if _in(family, waiting.get(id(line), ""))], addenda, on)
    for apc, code in rule.critical_care.items():
        care = next((line for line in ofday if line.code == code and line.separate), None)
        if care is not None:
            _beside_critical_care(care, [line for line in ofday if apc in waiting.get(id(line), "")])
    _mental_health([line for line in ofday if rule.mental_health.apc in waiting.get(id(line), "")], addenda, on)
    for line in ofday:
        if line.printed == "Q3" and line.status == "Q3" and line.separate:
            _own(line, addenda, "its composite's conditions are not met: paid by itself")


def _in(family: Imaging, printed: str) -> bool:
    return family.without in printed or bool(family.contrast and family.contrast in printed)


def _imaging(family: Imaging, members: list[Line], addenda: Addenda, on: dt.date) -> None:
    """Two or more services of a family on one day are one payment; modifier 59 and its kin say that it was another session."""
    joined = [line for line in members if not set(line.modifiers) & set(_DISTINCT)]
    if sum(line.units for line in joined) < 2:
        return
    contrast = family.contrast and any(
        family.without not in row.composite_apcs for line in joined if (row := addenda.composite(line.code, on))
    )
    apc = addenda.apc(family.contrast if contrast else family.without, on)
    if apc is None:
        return
    bearer = max(joined, key=lambda line: (line.rate, -line.number))
    for line in joined:
        if line is not bearer:
            line.package(bearer, f"within the {family.name} composite of line {bearer.number}")
    bearer.pay(apc.status, apc.apc, apc.rate, f"{family.name} composite: several of the family on one day are one payment", ONE)


def _beside_critical_care(care: Line, ancillary: list[Line]) -> None:
    for line in ancillary:
        if line.separate and not set(line.modifiers) & set(_DISTINCT):
            line.package(care, f"ancillary to critical care on line {care.number}")


def _mental_health(members: list[Line], addenda: Addenda, on: dt.date) -> None:
    """A day of mental health services is paid at most the composite's rate."""
    apc = addenda.apc(rules().composites.mental_health.apc, on)
    if apc is None or apc.rate is None or sum(line.rate * line.units for line in members) <= apc.rate:
        return
    bearer = max(members, key=lambda line: (line.rate, -line.number))
    for line in members:
        if line is not bearer:
            line.package(bearer, f"within the mental health composite of line {bearer.number}")
    bearer.pay(apc.status, apc.apc, apc.rate, "mental health composite: the day's services together exceed its rate", ONE)


def _conditional(lines: list[Line], addenda: Addenda) -> Line | None:
    """Q1 beside S, T or V, Q2 beside T; what is left over: the dearest is paid, the others are within it. The one that is paid.

    Where its own APC is a comprehensive one (status J1 in Addendum A), it holds the whole claim.
    """
    left: list[Line] = []
    for printed, beside in (("Q2", ("T",)), ("Q1", STV)):
        holder = _dearest([line for line in lines if line.separate and line.status in beside])
        for line in lines:
            if line.printed == printed and line.separate:
                if holder is None:
                    left.append(line)
                else:
                    line.package(holder, f"{printed}: within line {holder.number}, whose status is {holder.status}")
    paid = _dearest(left)
    for line in left:
        if line is paid:
            _own(line, addenda, f"{line.printed}: nothing on the claim packages it")
            line.times = min(line.times, ONE) if len(left) > 1 else line.times
        else:
            line.package(paid, f"{line.printed}: within line {paid.number if paid else ''}, the dearest of its kind")
    return paid


def _dearest(lines: list[Line]) -> Line | None:
    return max(lines, key=lambda line: (line.rate, -line.number), default=None)


def _tests(lines: list[Line], laboratory_only: bool) -> None:
    """A Q4 test is packaged beside any service of the listed statuses as printed; by itself it is the laboratory fee schedule's."""
    holder = _dearest([line for line in lines if line.printed in TESTS_WITH and line.separate])
    for line in lines:
        if line.printed != "Q4":
            continue
        if holder is not None and not laboratory_only:
            line.package(holder, f"laboratory test: within line {holder.number}")
        else:
            line.status = "A"
            line.settle("elsewhere", "laboratory test by itself: paid by the laboratory fee schedule")
