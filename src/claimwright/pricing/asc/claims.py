"""A surgical center's claim: its procedures ranked day by day, the dearest in full, and added up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.core import Money, Value, replace

from ..hospital import Hospital
from ..lines import asked, total
from ..values import Installed, Price, PriceRequest, Step, unpriced
from .rules import rules
from .service import Row, no_price, of_units, price_service, rate_of, row_of


class _Ranked(Value, frozen=True):
    """A line that is halved beside a dearer one: its place in the claim, day, row and rate of one unit."""

    at: int
    on: dt.date
    row: Row
    rate: Decimal


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price every line of ``request.claim``; the amount is their sum, None as soon as one line has no price."""
    claim = request.claim
    if claim is None or not claim.lines:
        return unpriced("the claim has no lines")
    services = [asked(request, claim, line) for line in claim.lines]
    prices = [_packaged(one, books) or price_service(one, books) for one in services]
    for later in _later(services, prices, books):
        prices[later.at] = _halved(prices[later.at], services[later.at], later)
    notes = () if _has_surgery(services, books) else ("no covered surgery on the claim: ancillary services are paid only beside one",)
    return replace(total(claim, prices), notes=notes)


def _packaged(service: PriceRequest, books: Installed | None) -> Price | None:
    """What is within the surgery's payment: zero, and why."""
    row = row_of(service.code, service.date, books)[0] if service.date else None
    if row is None or row.indicator not in rules().packaged:
        return None
    why = f"indicator {row.indicator}: {rules().packaged[row.indicator]}"
    return Price(amount=Money(0), steps=(Step(why, "0.00"),), notes=(why,), releases={"asc": row.release}, date=service.date)


def _later(services: list[PriceRequest], prices: list[Price], books: Installed | None) -> list[_Ranked]:
    """The discounted lines that a dearer one of their day stands before; the earlier line wins a tie."""
    ranked = []
    for at, (one, price) in enumerate(zip(services, prices, strict=True)):
        row = row_of(one.code, one.date, books)[0] if one.date and price.amount is not None else None
        if row is None or one.date is None or not row.discounted or no_price(row, one.modifiers, one.hospital or Hospital()):
            continue
        ranked.append(_Ranked(at, one.date, row, rate_of(row, one.modifiers, one.hospital or Hospital(), [])))
    first: dict[dt.date, int] = {}
    for one_ranked in sorted(ranked, key=lambda line: (-line.rate, line.at)):
        first.setdefault(one_ranked.on, one_ranked.at)
    return [line for line in ranked if first[line.on] != line.at]


def _halved(price: Price, service: PriceRequest, later: _Ranked) -> Price:
    amount, steps = of_units(later.rate, service.units, later.row, first=False)
    allowed = None if service.charge is None else min(amount, service.charge)
    kept = tuple(step for step in price.steps if step.source != "42 CFR 416.172(e)" and not step.what.startswith("lesser"))
    told = () if allowed is None else (Step(f"lesser of the charge {service.charge} and {amount}", str(allowed), "SSA 1833(a)(4)"),)
    return replace(price, amount=amount, allowed=allowed, steps=(*kept, *steps, *told), notes=())


def _has_surgery(services: list[PriceRequest], books: Installed | None) -> bool:
    rows = (row_of(one.code, one.date, books)[0] for one in services if one.date)
    return any(row.surgical and row.indicator in rules().wage_adjusted for row in rows if row)
