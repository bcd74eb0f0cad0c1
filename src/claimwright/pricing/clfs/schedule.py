"""A test's fee, by code, modifier and quarter; the lesser of fee and charge; a claim's tests together."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.codesets.official.rows import LaboratoryFee
from claimwright.codesets.official.shelf import Shelf
from claimwright.core import Claim, ClaimLine, Money, replace

from ..known import unknown_modifier
from ..values import Installed, LinePrice, Price, PriceRequest, Step, unpriced

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
    fees = Shelf(books.store).laboratory_fees if books else None
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
    """Price every line of ``request.claim`` as a laboratory test; the amount is their sum, None as soon as one line has no price."""
    claim = request.claim
    if claim is None or not claim.lines:
        return unpriced("the claim has no lines")
    found = [(line, price_service(_asked(request, claim, line), books)) for line in claim.lines]
    lines = tuple(_line(line, price) for line, price in found)
    missing = [line for line in lines if line.amount is None]
    reason = f"{len(missing)} of {len(lines)} lines have no price by this schedule" if missing else ""
    steps = tuple(Step(f"line {line.line}", str(line.amount)) for line in lines if line.amount is not None)
    releases = {name: release for _, price in found for name, release in price.releases.items()}
    amount = None if missing else Money.total(line.amount or 0 for line in lines)
    allowed = None if missing else Money.total(line.allowed or 0 for line in lines)
    return Price(amount=amount, allowed=allowed, reason=reason, steps=steps, releases=releases, lines=lines, date=claim.from_date)


def _asked(request: PriceRequest, claim: Claim, line: ClaimLine) -> PriceRequest:
    day = line.from_date or request.date or claim.from_date
    return replace(request, claim=None, code=line.procedure, modifiers=line.modifiers, units=line.units, date=day, charge=line.charge)


def _line(line: ClaimLine, price: Price) -> LinePrice:
    return LinePrice(
        line=line.number, control_number=line.control_number, amount=price.amount, allowed=price.allowed, steps=price.steps,
        reason=price.reason,
    )  # fmt: skip
