"""From one service to its price: year, row, locality, formula, modifiers, units."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.codesets.pfs import Locality, PfsTables, RelativeValues, open_pfs
from claimwright.core import Money

from ..values import Installed, Price, PriceRequest, Step, unpriced
from . import formula, modifiers
from .modifiers import NoPrice
from .year import Year, year_of

PROCEDURE, THERAPY = "2", "5"
"""Multiple procedure indicators that rank the services of a day."""
MOST_UNITS = Decimal(99_999_999)
"""What SV104 holds: eight digits, the point not counted (005010X222A1)."""


def price_service(request: PriceRequest, books: Installed | None = None, rank: int | None = None) -> Price:
    """Price one service. ``rank``: its place among the day's multiple procedures, dearest first; modifier 51 alone means second."""
    day = request.date
    if day is None:
        return unpriced("no date of service: a price belongs to a day")
    try:
        _countable(request.units)
        year = _year(day)
        tables = open_pfs(books.store if books else None)
        row = _row(request, day, year, tables)
        where = _locality(request, day, tables)
        return _priced(request, row, where, year, rank or (2 if "51" in request.modifiers else 1))
    except NoPrice as why:
        return unpriced(str(why), date=day)


def _countable(units: Decimal) -> None:
    """A service is rendered at least in part. Raises NoPrice for none, fewer, or more than a claim can state."""
    if not units.is_finite() or not 0 < units <= MOST_UNITS:
        raise NoPrice(f"units must be above 0 and at most {MOST_UNITS}, not {units}")


def _year(day: dt.date) -> Year:
    year = year_of(day)
    if year is None:
        raise NoPrice(f"the physician fee schedule of {day.year} is not in: no conversion factor for {day}")
    return year


def _row(request: PriceRequest, day: dt.date, year: Year, tables: PfsTables) -> RelativeValues:
    """The row of the code and its component. Raises NoPrice where the schedule has none, or none with a price."""
    part = modifiers.component(request.modifiers)
    row = tables.relative_values(request.code, day, part)
    if row is None and part and (whole := tables.relative_values(request.code, day)) is not None:
        raise modifiers.no_component(part, whole)
    if row is None:
        install = f"no relative values of {day.year} for this code here; install the CMS relative value file"
        raise NoPrice(year.other_schedule(request.code) or install)
    if row.status in year.unpriced:
        raise NoPrice(f"status {row.status}, {year.unpriced[row.status]}")
    return row


def _locality(request: PriceRequest, day: dt.date, tables: PfsTables) -> Locality:
    """The indices of the carrier and locality, or of the ZIP code's; the national ones where neither is given. Raises NoPrice."""
    carrier, number = request.carrier, request.locality
    if not carrier and not number and not request.zip:
        return formula.NATIONAL
    if not carrier and not number:
        carrier, number = _zip_place(request.zip, day, tables)
    found = tables.locality(carrier, number, day)
    if found is None:
        raise NoPrice(f"no geographic indices of {day.year} for carrier {carrier!r}, locality {number!r}")
    return found


def _zip_place(zip_code: str, day: dt.date, tables: PfsTables) -> tuple[str, str]:
    place = tables.zip_place(zip_code, day)
    if place is not None:
        return place.carrier, place.locality
    if tables.has_zip(day):
        raise NoPrice("the ZIP code is in no Medicare locality of that day")
    raise NoPrice(f"no table of ZIP codes and localities of {day.year} is in: install CMS's, or state carrier and locality")


def _priced(request: PriceRequest, row: RelativeValues, where: Locality, year: Year, rank: int) -> Price:
    place = request.pos or "11"
    facility = place in year.facility_places
    if row.facility_na if facility else row.nonfacility_na:
        raise NoPrice(f"CMS states no price for place of service {place} (indicator NA)")
    fee = modifiers.apply(formula.of_row(row, where, year.conversion_factor, facility=facility), row, request.modifiers, rank, year)
    amount, last = _units(request, fee)
    if row.multiple == THERAPY and (rank > 1 or request.units > 1):
        amount, last = _therapy(request, row, where, year, fee, rank, facility)
    setting = "facility" if facility else "non-facility"
    first = Step(f"place of service {place}: {setting} practice expense", where.name or f"{where.carrier}-{where.locality}")
    releases = {"rvu": row.release, "conversion_factor": f"CY{year.year}"} | ({"gpci": where.release} if where.release else {})
    return Price(
        amount=amount, steps=(first, *fee.steps, *last), releases=releases, date=request.date, national=where is formula.NATIONAL
    )  # fmt: skip


def _units(request: PriceRequest, fee: formula.Fee) -> tuple[Money, tuple[Step, ...]]:
    amount = Money.of(fee.amount.dollars * request.units)
    return amount, (Step(f"x {request.units} units", str(amount)),) if request.units != Decimal(1) else ()


def _therapy(
    request: PriceRequest, row: RelativeValues, where: Locality, year: Year, fee: formula.Fee, rank: int, facility: bool
) -> tuple[Money, tuple[Step, ...]]:  # fmt: skip
    """Practice expense at half for every unit of the day but the dearest one (SSA 1848(b)(7); Pub. 100-04, chapter 5, section 10.7)."""
    left = year.percent.therapy_practice_expense
    pe = (row.facility_pe if facility else row.nonfacility_pe) * left / 100
    less = formula.payment(row.work, pe, row.mp, where, year.conversion_factor).amount
    full = 1 if rank == 1 else 0
    amount = fee.amount * full + Money.of(less.dollars * (request.units - full))
    words = f"{request.units - full} units with practice expense at {left} %: {less} each"
    return amount, (Step(words, str(amount)),)
