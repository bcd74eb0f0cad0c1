"""Why a payer allowed another amount than expected: each cause is a change of the question, proved by pricing again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from claimwright.core import Money, Value, replace

from ..engine import price
from ..values import Installed, PriceRequest

FACILITY, OFFICE = "22", "11"
FEW_UNITS = 20
"""Up to so many units every smaller number of them is tried."""


class Cause(Value, frozen=True):
    """A cause: its name for grouping, and what it means in words."""

    id: str
    words: str


CAUSES = {
    one.id: one
    for one in (
        Cause("charge", "the charge was below the price: lesser of charge"),
        Cause("denied", "nothing was allowed"),
        Cause("place-of-service", "priced at the rate of another place of service"),
        Cause("locality", "priced at national amounts, without the locality"),
        Cause("earlier-year", "priced with the schedule of the year before"),
        Cause("multiple-procedure", "reduced as a second procedure of the day"),
        Cause("not-reduced", "not reduced beside the other services of the day"),
        Cause("modifier", "a modifier was not honoured"),
        Cause("nonphysician", "reduced as rendered by a non-physician practitioner"),
        Cause("physician", "not reduced although rendered by a non-physician practitioner"),
        Cause("nonparticipating", "reduced as for a non-participating provider"),
        Cause("units", "another number of units was allowed"),
        Cause("other-code", "another code was adjudicated"),
        Cause("unexplained", "no rule that is known here gives that amount"),
    )
}


def questions(request: PriceRequest) -> Iterator[tuple[str, str, PriceRequest]]:
    """Every cause that can be tried by asking again: its id, what was changed in words, and the changed question."""
    yield "not-reduced", "alone, without the other lines of its claim", request
    place = OFFICE if request.pos == FACILITY else FACILITY
    yield "place-of-service", f"place of service {place}", replace(request, pos=place)
    if request.carrier or request.locality or request.zip:
        yield "locality", "national amounts", replace(request, carrier="", locality="", zip="")
    if request.date is not None:
        yield "earlier-year", f"prices of {request.date.year - 1}", replace(request, date=_year_before(request.date))
    if "51" in request.modifiers:
        yield "not-reduced", "without modifier 51", replace(request, modifiers=_without(request, "51"))
    else:
        yield "multiple-procedure", "as the second procedure of the day", replace(request, modifiers=(*request.modifiers, "51"))
    for modifier in request.modifiers:
        if modifier != "51":
            yield "modifier", f"without modifier {modifier}", replace(request, modifiers=_without(request, modifier))
    if request.practitioner:
        yield "physician", "as rendered by a physician", replace(request, practitioner="")
    else:
        yield "nonphysician", "as rendered by a nurse practitioner", replace(request, practitioner="50")
    if request.participating:
        yield "nonparticipating", "as for a non-participating provider", replace(request, participating=False)
    if 1 < request.units <= FEW_UNITS:
        for units in range(int(request.units) - 1, 0, -1):
            yield "units", f"{units} units", replace(request, units=Decimal(units))


def proved(request: PriceRequest, allowed: Money, tolerance: Money, books: Installed | None) -> tuple[str, str] | None:
    """The first cause that gives the allowed amount, with what was changed; None where no question does."""
    for cause, words, changed in questions(replace(request, charge=None, deductible=None)):
        amount = price(changed, books).amount
        if amount is not None and abs(amount - allowed) <= tolerance:
            return cause, words
    return None


def _without(request: PriceRequest, modifier: str) -> tuple[str, ...]:
    return tuple(one for one in request.modifiers if one != modifier)


def _year_before(day: dt.date) -> dt.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)
