"""A drug's limit for one unit of its dosage, times units; a claim's drugs together."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.codesets.official.rows import DrugLimit
from claimwright.codesets.official.shelf import shelf_of
from claimwright.core import Money

from ..known import unknown_modifier
from ..lines import line_by_line
from ..values import Installed, Price, PriceRequest, Step, unpriced

MOST_UNITS = Decimal(99_999_999)
DISCARDED = "JW"
"""Modifier of the discarded rest of a single-dose vial, which is paid as what was given (Pub. 100-04, chapter 17, section 40)."""


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """The limit of a drug in the quarter of its day, times units; ``allowed``: the lesser of it and the charge (42 CFR 414.707)."""
    day = request.date
    if day is None:
        return unpriced("no date of service: a price belongs to a day")
    if not request.units.is_finite() or not 0 < request.units <= MOST_UNITS:
        return unpriced(f"units must be above 0 and at most {MOST_UNITS}, not {request.units}", date=day)
    if unknown := unknown_modifier(request.modifiers):
        return unpriced(f"modifier {unknown!r} is in no list", date=day)
    row, reason = _row(request.code, day, books)
    if row is None:
        return unpriced(reason, date=day)
    limit = row.limit or row.vaccine_limit or row.blood_limit
    if limit is None:
        told = f": {row.note}" if row.note else ""
        return unpriced(f"listed without a limit, priced by the contractor{told}", date=day, releases={"asp": row.release})
    return _priced(request, row, limit)


def _row(code: str, day: dt.date, books: Installed | None) -> tuple[DrugLimit | None, str]:
    limits = shelf_of(books.store).drug_limits if books else None
    if limits is None or not any(True for _ in limits.releases.begun(day, periodic=True)):
        return None, f"rates not installed: Part B drug payment limits of {day.year}, quarter {(day.month + 2) // 3}"
    row = limits.lookup(code, on=day)
    return row, "" if row else "the code is not on the list of Part B drug payment limits of the quarter"


def _priced(request: PriceRequest, row: DrugLimit, limit: Decimal) -> Price:
    amount = Money.of(limit * request.units)
    steps = [Step(f"limit of {row.code} for {row.dosage or 'one unit'}", str(limit), "42 CFR 414.904; " + row.source)]
    steps += [Step(f"x {request.units} units", str(amount))] if request.units != 1 else []
    steps += [Step("discarded rest of a single-dose vial: paid alike", str(amount), "Pub. 100-04, ch. 17, 40")] * (
        DISCARDED in request.modifiers
    )
    allowed = None
    if request.charge is not None:
        allowed = min(amount, request.charge)
        steps.append(Step(f"lesser of the charge {request.charge} and {amount}", str(allowed), "42 CFR 414.707(a)"))
    if row.coinsurance_percent is not None:
        share = Money.of((allowed if allowed is not None else amount).dollars * row.coinsurance_percent / 100)
        steps.append(Step(f"coinsurance, {row.coinsurance_percent} %, before the deductible", str(share), "SSA 1847A(i)(5)"))
    return Price(
        amount=amount, allowed=allowed, steps=tuple(steps), notes=(row.note,) if row.note else (), releases={"asp": row.release},
        date=request.date,
    )  # fmt: skip


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Every line of ``request.claim`` as a drug."""
    return line_by_line(request, books, price_service)
