"""Medicare anaesthesia payment: (base units + time units) x the locality's conversion factor x the share for medical direction.

42 CFR 414.46; CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 50. Time units are quarter hours to one decimal.
Base units come from CMS's list, which the user installs; the factors of 2025 are in ``codesets/pfs``.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from claimwright.codesets.pfs import PfsTables, open_pfs
from claimwright.core import Money

from ..pfs.year import year_of
from ..values import Installed, Price, PriceRequest, Step, unpriced

MINUTES_PER_UNIT = 15
SHARES = {"AA": 100, "QZ": 100, "QK": 50, "QX": 50, "QY": 50}
"""Percent by direction modifier: personally performed or without direction in full, two to four directed cases by half."""
SUPERVISED, SUPERVISED_UNITS = "AD", Decimal(3)
"""More than four concurrent cases: three base units and no time (one more for induction, which a claim does not tell)."""


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price one anaesthesia service from its code, minutes, locality and direction modifier."""
    day = request.date
    if day is None:
        return unpriced("no date of service: a price belongs to a day")
    tables = open_pfs(books.store if books else None)
    factor, release = _factor(request, day, tables)
    if factor is None:
        return unpriced(release, date=day)
    base = tables.base_units(request.code, day)
    if base is None:
        return unpriced("no base units for this code here; install CMS's anaesthesia base units", date=day)
    if request.minutes is None and SUPERVISED not in request.modifiers:
        return unpriced("no minutes: anaesthesia is paid by time", date=day)
    units, steps = _units(request, base.units)
    amount, last = _amount(request, units, factor)
    releases = {"base_units": base.release, "conversion_factor": release}
    national = not request.carrier and not request.locality
    return Price(amount=amount, steps=(*steps, *last), releases=releases, date=day, national=national, stale=base.stale)


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Whole claims are not in: the time of several anaesthesia services of one session counts once."""
    return unpriced("anaesthesia is priced by service, not yet by claim")


def _factor(request: PriceRequest, day: dt.date, tables: PfsTables) -> tuple[Decimal | None, str]:
    """Dollars per unit and the release, or None and the reason."""
    if request.carrier or request.locality:
        found = tables.anesthesia_factor(request.carrier, request.locality, day)
        missing = f"no anaesthesia factor of {day.year} for carrier {request.carrier!r}, locality {request.locality!r}"
        return (found.factor, found.release) if found else (None, missing)
    year = year_of(day)
    return (
        (year.anesthesia_conversion_factor, f"CY{year.year}") if year else (None, f"no anaesthesia conversion factor of {day.year} is in")
    )


def _units(request: PriceRequest, base: Decimal) -> tuple[Decimal, tuple[Step, ...]]:
    if SUPERVISED in request.modifiers:
        return SUPERVISED_UNITS, (Step("more than four concurrent cases (modifier AD): base units", str(SUPERVISED_UNITS)),)
    time = (Decimal(request.minutes or 0) / MINUTES_PER_UNIT).quantize(Decimal("0.1"), ROUND_HALF_UP)
    steps = (Step("base units", str(base)), Step(f"time units: {request.minutes} minutes / {MINUTES_PER_UNIT}", str(time)))
    return base + time, (*steps, Step("units", str(base + time)))


def _amount(request: PriceRequest, units: Decimal, factor: Decimal) -> tuple[Money, tuple[Step, ...]]:
    full = Money.of(units * factor)
    first = Step(f"x conversion factor {factor}, rounded half up", str(full))
    modifier = next((one for one in request.modifiers if one in SHARES), "")
    if not modifier or SHARES[modifier] == 100:
        return full, (first,)
    amount = Money.of(units * factor * SHARES[modifier] / 100)
    return amount, (first, Step(f"medical direction (modifier {modifier}): {SHARES[modifier]} %", str(amount)))
