"""One service: its row of Addendum B, its payment by the wage index, or why it has none of its own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.codesets.official.rows import Apc, OutpatientService
from claimwright.codesets.official.shelf import shelf_of
from claimwright.codesets.tables import table

from ..hospital import Hospital, placed, unusable
from ..known import unknown_modifier
from ..values import Installed, Price, PriceRequest, unpriced
from .formula import Missing, Payable, payment
from .year import Year, year_of

MOST_UNITS = Decimal(99_999_999)
CONDITIONAL = ("J1", "J2", "Q1", "Q2", "Q3", "T")
"""Statuses whose price beside other services is another: the claim decides."""


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """What one service is paid where nothing on its claim packages or discounts it; the answer says when that may happen."""
    day = request.date
    if day is None:
        return unpriced("no date of service: a price belongs to a day")
    year, reason = _ready(request, day, books)
    if year is None:
        return unpriced(reason, date=day)
    assert books is not None
    shelf = shelf_of(books.store)
    row = shelf.outpatient_services.lookup(request.code, on=day)
    if row is None:
        return unpriced("the code is not in OPPS Addendum B of the day", date=day)
    status, words = row.status, table("opps_status").get(row.status)
    conditional = status in CONDITIONAL
    if words is None or (words.facts["treatment"] != "separate" and not conditional) or row.rate is None:
        told = words.words if words else "in no table here"
        return unpriced(f"status {status}: {told}", date=day, releases={"opps": row.release})
    apc = shelf.apcs.lookup(row.apc, on=day)
    line = Payable(
        status=apc.status if apc and status.startswith("Q") else status, apc=row.apc, rate=row.rate,
        copayment=copayment_of(row), code=request.code, modifiers=request.modifiers, times=request.units,
    )  # fmt: skip
    hospital = placed(request.hospital or Hospital(), year.first, books)
    return _priced(line, hospital, request, year, row.release, f"status {status}: {words.words}" if conditional else "")


def copayment_of(row: OutpatientService | Apc) -> Decimal:
    """The copayment of a rate: the national one, and at least the least (42 CFR 419.41); both are 0 for preventive services."""
    return max(row.copayment or Decimal(0), row.least_copayment or Decimal(0))


def _ready(request: PriceRequest, day: dt.date, books: Installed | None) -> tuple[Year | None, str]:
    """The year, or why no price can be told."""
    year = year_of(day)
    if year is None:
        return None, f"OPPS factors of {day.year} are not in"
    if books is None or not any(True for _ in shelf_of(books.store).outpatient_services.releases.begun(day, periodic=True)):
        return None, f"rates not installed: OPPS Addendum B of {day.year}"
    if not request.units.is_finite() or not 0 < request.units <= MOST_UNITS:
        return None, f"units must be above 0 and at most {MOST_UNITS}, not {request.units}"
    if reason := unusable(request.hospital or Hospital()):
        return None, reason
    unknown = unknown_modifier(request.modifiers)
    return (None, f"modifier {unknown!r} is in no list") if unknown else (year, "")


def _priced(line: Payable, hospital: Hospital, request: PriceRequest, year: Year, release: str, note: str) -> Price:
    try:
        paid = payment(line, hospital, year)
    except Missing as missing:
        return unpriced(str(missing), date=request.date)
    allowed = None if request.charge is None else paid.amount
    return Price(
        amount=paid.amount, allowed=allowed, steps=paid.steps, notes=(note,) if note else (), date=request.date,
        releases={"opps": release, "opps_factors": f"CY{year.year}"}, national=hospital.wage_index is None,
    )  # fmt: skip
