"""How often a rate is paid: several procedures (status T), two sides, procedures that were not finished (42 CFR 419.44).

As multiples of one rate, units included: the dearest T procedure of the day 1 + D x (U - 1), the others D x U; two sides of the dearest
1 + D, of another 2 x D, of a service that is not discounted 2; one that ended before anesthesia T, once (discount indicators 1 to 8 of
Medicare claims data: https://bluebutton.cms.gov/fhir/CodeSystem/CLM-REV-DSCNT-IND-CD/).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from .lines import Line
from .tables import Addenda, rules

PROCEDURES = ("J1", "S", "T", "V")
"""Statuses of services that may be done on two sides or be ended before they are finished."""


def discount(lines: list[Line], addenda: Addenda) -> None:
    """Set ``times`` of every line that is paid by an APC of a procedure."""
    dearest = _dearest_of_each_day(lines)
    for line in lines:
        if line.separate and line.status in PROCEDURES and line.printed != "J2":
            _one(line, addenda, first=dearest.get(line.on) is line)


def _dearest_of_each_day(lines: list[Line]) -> dict[dt.date | None, Line]:
    days: defaultdict[dt.date | None, list[Line]] = defaultdict(list)
    for line in lines:
        if line.separate and line.status == "T":
            days[line.on].append(line)
    return {on: max(ofday, key=lambda line: (line.rate, -line.number)) for on, ofday in days.items()}


def _one(line: Line, addenda: Addenda, *, first: bool) -> None:
    rule = rules().discounts
    if rule.ended_modifiers & set(line.modifiers):
        _ended(line, addenda)
    elif rule.bilateral_modifier in line.modifiers and line.on and line.status != "J1":
        _both_sides(line, addenda, line.on, first=first)
    elif line.status == "T" and first:
        line.times = 1 + rule.several * (line.units - 1)
        line.why = "procedure, the dearest of its day: in full" + (", further units at half" if line.units > 1 else "")
    elif line.status == "T":
        line.times = rule.several * line.units
        line.why = "procedure beside a dearer one: at half"


def _ended(line: Line, addenda: Addenda) -> None:
    rule = rules().discounts
    line.times = rule.ended
    line.why = f"{line.why}; reduced or ended before anesthesia (modifier 52 or 73): at half".lstrip("; ")
    row = addenda.offset(line.code, line.on) if "73" in line.modifiers and line.on else None
    if row is not None and row.offset is not None:
        line.offset = row.offset
        line.why += ", after the device's part is taken off"


def _both_sides(line: Line, addenda: Addenda, on: dt.date, *, first: bool) -> None:
    rule = rules().discounts
    indicator = addenda.bilateral(line.code, on)
    if not indicator:
        line.settle(
            "unknown", "modifier 50: whether the code is bilateral is in the physician fee schedule's relative value file, not here"
        )
    elif indicator not in rule.bilateral:
        line.why = f"{line.why}; modifier 50 changes nothing (bilateral indicator {indicator})".lstrip("; ")
        line.times = Decimal(1) if line.status != "T" or first else rule.several
    elif line.status == "T":
        line.times = 1 + rule.several if first else 2 * rule.several
        line.why = "procedure on two sides: " + ("in full and at half" if first else "each at half beside a dearer one")
    else:
        line.times = Decimal(2)
        line.why = f"{line.why}; on two sides: twice".lstrip("; ")
