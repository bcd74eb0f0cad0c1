"""Several services of one kind on one day: the technical or professional part of all but the dearest is reduced.

Multiple procedure indicators of the relative value file (RVU25D.pdf, attachment A): 4 diagnostic imaging (SSA 1848(b)(4)(D) and (b)(10)),
6 diagnostic cardiovascular and 7 diagnostic ophthalmology (CY 2013 final rule, 77 FR 68892). Ranked by the part's own fee before reduction,
among the services of one indicator and day. Indicator 3, endoscopic families, is not in: such lines have no price beside one another.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from claimwright.codesets.pfs import RelativeValues
from claimwright.core import ZERO, Money, Value

from ..values import PriceRequest, Step
from .modifiers import NoPrice, component
from .year import Year

KINDS = {
    "4": ("imaging_technical", "imaging_professional"),
    "6": ("cardiovascular_technical", None),
    "7": ("ophthalmology_technical", None),
}
"""By indicator: which percentage of the year is left of the technical and of the professional part."""
ENDOSCOPY = "3"


class Service(Value, frozen=True):
    """A line with its row and its amount before any reduction."""

    number: int
    request: PriceRequest
    row: RelativeValues
    amount: Money


class Reduction(Value, frozen=True):
    """What is taken off a line, with its step; or why the line has no price."""

    off: Money = ZERO
    steps: tuple[Step, ...] = ()
    reason: str = ""


PartPrice = Callable[[PriceRequest, str], Money | None]
"""The amount of a request's component, 26 or TC."""


def reductions(services: list[Service], year: Year, part: PartPrice) -> dict[int, Reduction]:
    """The reduction of each line that has one, by line number."""
    groups: defaultdict[tuple[dt.date | None, str], list[Service]] = defaultdict(list)
    for service in services:
        groups[service.request.date, service.row.multiple].append(service)
    found: dict[int, Reduction] = {}
    for (_, indicator), group in groups.items():
        if len(group) > 1 and indicator in KINDS:
            found |= _of_group(group, KINDS[indicator], year, part)
        elif len(group) > 1 and indicator == ENDOSCOPY:
            found |= {one.number: Reduction(reason="several endoscopies of one day: that rule is not in yet") for one in group}
    return found


def _of_group(group: list[Service], kinds: tuple[str, str | None], year: Year, part: PartPrice) -> dict[int, Reduction]:
    parts: dict[int, tuple[Money, Money]] = {}
    found: dict[int, Reduction] = {}
    for service in group:
        try:
            parts[service.number] = _parts(service, part)
        except NoPrice as why:
            found[service.number] = Reduction(reason=str(why))
    for place, kind in enumerate(kinds):
        if kind is not None:
            percent: Decimal = getattr(year.percent, kind)
            for number, one in _reduced({number: both[place] for number, both in parts.items()}, percent, place):
                earlier = found.get(number, Reduction())
                found[number] = Reduction(earlier.off + one.off, (*earlier.steps, *one.steps))
    return found


def _reduced(fees: dict[int, Money], percent: Decimal, place: int) -> Iterator[tuple[int, Reduction]]:
    """All but the dearest part; the earlier line wins a tie."""
    name = ("technical", "professional")[place]
    ranked = sorted((number for number, fee in fees.items() if fee), key=lambda number: (-fees[number], number))
    for number in ranked[1:]:
        left = Money.of(fees[number].dollars * percent / 100)
        yield number, Reduction(fees[number] - left, (Step(f"{name} part {fees[number]}, not the day's dearest: {percent} %", str(left)),))


def _parts(service: Service, part: PartPrice) -> tuple[Money, Money]:
    """The technical and the professional part of a line's amount. Raises NoPrice where they cannot be told apart."""
    chosen, pctc = component(service.request.modifiers), service.row.pctc
    if chosen == "TC" or pctc == "3":
        return service.amount, ZERO
    if chosen == "26" or pctc == "2":
        return ZERO, service.amount
    technical, professional = part(service.request, "TC"), part(service.request, "26")
    if technical is None or professional is None:
        raise NoPrice(f"reduced beside others of its kind, but its technical part is not known (professional/technical indicator {pctc})")
    return technical, professional
