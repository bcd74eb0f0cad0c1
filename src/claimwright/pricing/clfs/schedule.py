"""A test's fee, by code, modifier and quarter; the lesser of fee and charge; a claim's tests together."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.codesets.official.rows import LaboratoryFee
from claimwright.codesets.official.shelf import shelf_of
from claimwright.core import Money

from ..known import unknown_modifier
from ..lines import line_by_line
from ..values import Installed, Price, PriceRequest, Step, unpriced

MOST_UNITS = Decimal(99_999_999)
WAIVED = "QW"
"""The modifier of a test waived under CLIA: where the schedule has a row for it, that row pays."""


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """The fee of one test. ``amount``: fee times units; ``allowed``: the lesser of it and the charge (SSA 1833(a)(1)(D))."""
    day = request.date
    if day is None:
        return unpriced("no date of service: a price belongs to a day")
    if not request.units.is_finite() or not 0 < request.units <= MOST_UNITS:
        return unpriced(f"units must be above 0 and at most {MOST_UNITS}, not {request.units}", date=day)
    if unknown := unknown_modifier(request.modifiers):
        return unpriced(f"modifier {unknown!r} is in no list", date=day)
    row, reason = _row(request, day, books)
    if row is None or row.rate is None:
        return unpriced(reason, date=day)
    return _priced(request, row, row.rate)


def _row(request: PriceRequest, day: dt.date, books: Installed | None) -> tuple[LaboratoryFee | None, str]:
    """The row that pays, or why there is none."""
    fees = shelf_of(books.store).laboratory_fees if books else None
    if fees is None or not any(True for _ in fees.releases.begun(day, periodic=True)):
        return None, f"rates not installed: clinical laboratory fee schedule of {day}"
    waived = fees.lookup(request.code, WAIVED, on=day) if WAIVED in request.modifiers else None
    row = waived or fees.lookup(request.code, "", on=day)
    if row is None:
        return None, "the code is not on the clinical laboratory fee schedule of the day"
    if not row.rate:
        return None, "on the schedule without a fee: priced by the contractor (gap-filled or individually considered)"
    return row, ""


def _priced(request: PriceRequest, row: LaboratoryFee, rate: Decimal) -> Price:
    amount = Money.of(rate * request.units)
    named = f"fee of {row.code}{'-' + row.modifier if row.modifier else ''}"
    steps = [Step(named, str(rate), "42 CFR 414.507; " + row.source)]
    if request.units != 1:
        steps.append(Step(f"x {request.units} units", str(amount)))
    allowed = None
    if request.charge is not None:
        allowed = min(amount, request.charge)
        steps.append(Step(f"lesser of the charge {request.charge} and {amount}", str(allowed), "SSA 1833(a)(1)(D)"))
    steps.append(Step("deductible and coinsurance", "0.00", "SSA 1833(a)(1)(D), 1833(b)(3); Pub. 100-04, chapter 16, section 30.2"))
    return Price(amount=amount, allowed=allowed, steps=tuple(steps), releases={"clfs": row.release}, date=request.date)


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Every line of ``request.claim`` as a laboratory test."""
    return line_by_line(request, books, price_service)
