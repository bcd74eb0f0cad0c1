"""From a request to a price: year, row, locality, formula, modifiers, units; and a claim's lines ranked for multiple procedures."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from claimwright.codesets.pfs import Locality, PfsTables, RelativeValues, open_pfs
from claimwright.core import Claim, ClaimLine, Money, replace

from ..values import Installed, LinePrice, Price, PriceRequest, Step, unpriced
from . import formula, modifiers
from .modifiers import NoPrice
from .year import Year, year_of


def price_service(request: PriceRequest, books: Installed | None = None, rank: int | None = None) -> Price:
    """Price one service. ``rank``: its place among the day's multiple procedures, dearest first; modifier 51 alone means second."""
    day = request.date
    if day is None:
        return unpriced("no date of service: a price belongs to a day")
    try:
        year = _year(day)
        tables = open_pfs(books.store if books else None)
        row = _row(request, day, year, tables)
        where = _locality(request, day, tables)
        return _priced(request, row, where, year, rank or (2 if "51" in request.modifiers else 1))
    except NoPrice as why:
        return unpriced(str(why), date=day)


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price every professional line of ``request.claim``; the amount is their sum, None as soon as one line has no price."""
    claim = request.claim
    if claim is None or claim.kind != "professional":
        return unpriced("the physician fee schedule prices professional claims")
    asked = {line.number: _line_request(request, claim, line) for line in claim.lines}
    ranks = _ranks(asked, books)
    prices = {number: price_service(one, books, ranks.get(number)) for number, one in asked.items()}
    lines = tuple(_line_price(line, prices[line.number]) for line in claim.lines)
    missing = [line for line in lines if line.amount is None]
    reason = f"{len(missing)} of {len(lines)} lines have no price by this schedule" if missing or not lines else ""
    amount = None if reason else Money.total(line.amount or 0 for line in lines)
    releases = {name: release for one in prices.values() for name, release in one.releases.items()}
    steps = tuple(Step(f"line {line.line}", str(line.amount)) for line in lines if line.amount is not None)
    national = any(one.national for one in prices.values())
    return Price(amount=amount, reason=reason, steps=steps, releases=releases, lines=lines, date=claim.from_date, national=national)


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
        raise NoPrice(f"modifier {part}: this code has no such component (professional/technical indicator {whole.pctc})")
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
    amount = Money.of(fee.amount.dollars * request.units)
    setting = "facility" if facility else "non-facility"
    first = Step(f"place of service {place}: {setting} practice expense", where.name or f"{where.carrier}-{where.locality}")
    last = (Step(f"x {request.units} units", str(amount)),) if request.units != Decimal(1) else ()
    releases = {"rvu": row.release, "conversion_factor": f"CY{year.year}"} | ({"gpci": where.release} if where.release else {})
    return Price(
        amount=amount, steps=(first, *fee.steps, *last), releases=releases, date=request.date, national=where is formula.NATIONAL
    )  # fmt: skip


def _line_request(request: PriceRequest, claim: Claim, line: ClaimLine) -> PriceRequest:
    return replace(
        request, claim=None, code=line.procedure, modifiers=line.modifiers, units=line.units,
        date=line.from_date or request.date or claim.from_date, pos=line.place_of_service or claim.place_of_service,
    )  # fmt: skip


def _line_price(line: ClaimLine, found: Price) -> LinePrice:
    return LinePrice(line=line.number, control_number=line.control_number, amount=found.amount, steps=found.steps, reason=found.reason)


def _ranks(asked: dict[int, PriceRequest], books: Installed | None) -> dict[int, int]:
    """Places of the day's indicator-2 procedures, dearest first before reduction; the earlier line wins a tie (Pub. 100-04, 12, 40.6)."""
    tables = open_pfs(books.store if books else None)
    days: defaultdict[dt.date | None, list[tuple[int, int]]] = defaultdict(list)
    for number, one in asked.items():
        row = tables.relative_values(one.code, one.date, modifiers.component(one.modifiers)) if one.date else None
        if row is not None and row.multiple == "2" and (full := price_service(one, books, rank=1).amount) is not None:
            days[one.date].append((-full, number))
    return {number: place for day in days.values() for place, (_, number) in enumerate(sorted(day), start=1)}
