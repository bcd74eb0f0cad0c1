"""One anaesthesia service, and the services of one session together: the highest base units count once, all time counts."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from claimwright.codesets.pfs import BaseUnits, PfsTables, open_pfs
from claimwright.core import Money

from .. import known, part_b, pfs
from ..of_line import of_line
from ..pfs.draft import NoPrice
from ..pfs.year import factors_on
from ..values import Installed, LinePrice, Price, PriceRequest, Step, unpriced
from .direction import SUPERVISED, Direction, direction

MINUTES_PER_UNIT = 15
MOST_MINUTES = 99_999_999
"""What SV104 holds (005010X222A1)."""
SUPERVISED_UNITS, INDUCTION_UNITS = Decimal(3), Decimal(1)
"""More than four concurrent cases: three base units, one more where the record shows the physician at induction, no time."""
ADD_ONS = frozenset({"01953", "01968", "01969"})
"""Codes beside which another anaesthesia service keeps its own base units (Pub. 100-04, chapter 12, section 50.E: add-on codes)."""
BASE_ONLY = frozenset({"01953"})
"""The add-on of which only base units are paid: all its time is reported with the primary service (same section)."""
SOURCE = "42 CFR 414.46(b); Pub. 100-04, ch. 12, 50"


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price one anaesthesia service from its code, minutes, locality and direction modifier."""
    return _price(request, books, base_counts=True)


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price the lines of a claim: of several anaesthesia services on one day the highest base units count, and every line's time.

    Minutes are the units of a line counted in MJ. Lines that are no anaesthesia are priced by the physician fee schedule.
    """
    claim = request.claim
    if claim is None or claim.kind != "professional":
        return unpriced("anaesthesia is priced on professional claims")
    asked = [of_line(request, claim, line) for line in claim.lines]
    leading = _leading(asked, books)
    found = [
        _price(one, books, base_counts=number in leading) if is_anesthesia(one.code) else pfs.price_service(one, books)
        for number, one in enumerate(asked)
    ]
    lines = tuple(
        LinePrice(
            line=line.number, control_number=line.control_number, amount=one.amount, allowed=one.allowed, steps=one.steps, reason=one.reason
        )
        for line, one in zip(claim.lines, found, strict=True)
    )
    missing = [line for line in lines if line.amount is None]
    reason = f"{len(missing)} of {len(lines)} lines have no price by this schedule" if missing or not lines else ""
    return Price(
        amount=None if reason else Money.total(line.amount or 0 for line in lines), reason=reason, lines=lines, date=claim.from_date,
        releases={name: release for one in found for name, release in one.releases.items()}, national=any(one.national for one in found),
        stale=any(one.stale for one in found),
    )  # fmt: skip


def is_anesthesia(code: str) -> bool:
    """Whether a code is one of CPT's anaesthesia numbers."""
    return len(code) == 5 and code.isascii() and code.isdigit() and code <= "01999"


def _price(request: PriceRequest, books: Installed | None, *, base_counts: bool) -> Price:
    tables = open_pfs(books.store if books else None)
    known_so_far: list[Step] = []
    try:
        day = _day(request)
        factor, release = _factor(request, day, tables)
        known_so_far.append(Step("anaesthesia conversion factor", str(factor), "42 CFR 414.46(b)(1)"))
        how = direction(request.modifiers, request.concurrent)
        base = _base(request, day, tables)
        units, steps = _units(request, base, how, base_counts=base_counts)
    except NoPrice as why:
        return unpriced(str(why), date=request.date, steps=tuple(known_so_far))
    fee, last = _fee(units, factor, how)
    end = part_b.conclude(fee, request, day)
    return Price(
        amount=end.amount, allowed=end.allowed, limiting_charge=end.limiting_charge, settlement=end.settlement, date=day,
        steps=(*known_so_far, *steps, *last, *end.steps), releases={"base_units": base.release, "conversion_factor": release},
        national=not request.carrier and not request.locality, stale=base.stale,
    )  # fmt: skip


def _day(request: PriceRequest) -> dt.date:
    """The day of service, once everything on the request is known to somebody. Raises NoPrice."""
    if request.date is None:
        raise NoPrice("no date of service: a price belongs to a day")
    if refusal := known.refusal(request, request.date):
        raise NoPrice(refusal)
    return request.date


def _factor(request: PriceRequest, day: dt.date, tables: PfsTables) -> tuple[Decimal, str]:
    """Dollars per unit and the release. Raises NoPrice."""
    national = factors_on(day)
    if not request.carrier and not request.locality:
        if national is None:
            raise NoPrice(f"no anaesthesia conversion factor of {day.year} is in")
        return national.anesthesia_conversion(request.qpp), f"CY{day.year}"
    found = tables.anesthesia_factor(request.carrier, request.locality, day)
    if found is None:
        raise NoPrice(f"no anaesthesia factor of {day.year} for carrier {request.carrier!r}, locality {request.locality!r}")
    return found.factor, found.release


def _base(request: PriceRequest, day: dt.date, tables: PfsTables) -> BaseUnits:
    base = tables.base_units(request.code, day)
    if base is None:
        raise NoPrice("no base units for this code here; install CMS's anaesthesia base units")
    return base


def _units(request: PriceRequest, base: BaseUnits, how: Direction, *, base_counts: bool) -> tuple[Decimal, tuple[Step, ...]]:
    if how.modifier == SUPERVISED:
        units = SUPERVISED_UNITS + (INDUCTION_UNITS if request.at_induction else 0)
        words = ", one for the induction" if request.at_induction else ""
        return units, (Step(f"{how.words} (modifier {SUPERVISED}): base units{words}", str(units), how.source),)
    minutes = request.minutes
    if request.code in BASE_ONLY:
        words = "base units of an add-on; its time counts with the primary service"
        return base.units, (Step(words, str(base.units), "Pub. 100-04, ch. 12, 50.E"),)
    if minutes is None:
        raise NoPrice("no minutes: anaesthesia is paid by time")
    if not 0 < minutes <= MOST_MINUTES:
        raise NoPrice(f"minutes must be above 0 and at most {MOST_MINUTES}, not {minutes}")
    time = (Decimal(minutes) / MINUTES_PER_UNIT).quantize(Decimal("0.1"), ROUND_HALF_UP)
    counted = base.units if base_counts else Decimal(0)
    words = "base units" if base_counts else f"base units: {base.units}, but another service of the day has the highest"
    steps = (Step(words, str(counted), SOURCE), Step(f"time units: {minutes} minutes / {MINUTES_PER_UNIT}", str(time), SOURCE))
    return counted + time, (*steps, Step("units", str(counted + time)))


def _fee(units: Decimal, factor: Decimal, how: Direction) -> tuple[Money, tuple[Step, ...]]:
    full = Money.of(units * factor)
    first = Step(f"x conversion factor {factor}, rounded half up", str(full), SOURCE)
    if how.percent == 100:
        return full, (first,)
    amount = Money.of(units * factor * how.percent / 100)
    return amount, (first, Step(f"{how.words} (modifier {how.modifier}): {how.percent} %", str(amount), how.source))


def _leading(asked: list[PriceRequest], books: Installed | None) -> set[int]:
    """Places of the lines whose base units count: of each day the highest, and every add-on."""
    tables = open_pfs(books.store if books else None)
    highest: dict[dt.date, tuple[Decimal, int]] = {}
    for number, one in enumerate(asked):
        base = tables.base_units(one.code, one.date) if one.date and one.code not in ADD_ONS else None
        if base is not None and one.date is not None and (one.date not in highest or base.units > highest[one.date][0]):
            highest[one.date] = (base.units, number)
    return {number for _, number in highest.values()} | {number for number, one in enumerate(asked) if one.code in ADD_ONS}
