"""A claim's lines beside one another: ranked for multiple procedures, reduced beside others of their kind, and added up."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from claimwright.codesets.pfs import open_pfs
from claimwright.core import Claim, ClaimLine, Money, replace

from ..values import Installed, LinePrice, Price, PriceRequest, Step, unpriced
from . import modifiers, several
from .schedule import PROCEDURE, THERAPY, price_service
from .year import year_of


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """Price every professional line of ``request.claim``; the amount is their sum, None as soon as one line has no price."""
    claim = request.claim
    if claim is None or claim.kind != "professional":
        return unpriced("the physician fee schedule prices professional claims")
    asked = {line.number: _line_request(request, claim, line) for line in claim.lines}
    ranks = _ranks(asked, books)
    prices = _beside_one_another(asked, {number: price_service(one, books, ranks.get(number)) for number, one in asked.items()}, books)
    lines = tuple(_line_price(line, prices[line.number]) for line in claim.lines)
    missing = [line for line in lines if line.amount is None]
    reason = f"{len(missing)} of {len(lines)} lines have no price by this schedule" if missing or not lines else ""
    amount = None if reason else Money.total(line.amount or 0 for line in lines)
    releases = {name: release for one in prices.values() for name, release in one.releases.items()}
    steps = tuple(Step(f"line {line.line}", str(line.amount)) for line in lines if line.amount is not None)
    national = any(one.national for one in prices.values())
    return Price(amount=amount, reason=reason, steps=steps, releases=releases, lines=lines, date=claim.from_date, national=national)


def _beside_one_another(asked: dict[int, PriceRequest], prices: dict[int, Price], books: Installed | None) -> dict[int, Price]:
    """The prices after the reductions for several services of one kind on one day."""
    tables = open_pfs(books.store if books else None)
    services = []
    for number, one in asked.items():
        row = tables.relative_values(one.code, one.date, modifiers.component(one.modifiers)) if one.date else None
        amount = prices[number].amount
        if row is not None and amount is not None:
            services.append(several.Service(number, one, row, amount))
    day = next((one.date for one in asked.values() if one.date), None)
    year = year_of(day) if day else None
    if year is None:
        return prices

    def part(request: PriceRequest, modifier: str) -> Money | None:
        return price_service(replace(request, modifiers=(modifier, *request.modifiers)), books).amount

    changed = several.reductions(services, year, part)
    return prices | {number: _reduced(prices[number], one) for number, one in changed.items()}


def _reduced(price: Price, reduction: several.Reduction) -> Price:
    if reduction.reason or price.amount is None:
        return unpriced(reduction.reason, date=price.date)
    amount = price.amount - reduction.off
    return replace(price, amount=amount, steps=(*price.steps, *reduction.steps, Step("after reduction", str(amount))))


def _line_request(request: PriceRequest, claim: Claim, line: ClaimLine) -> PriceRequest:
    return replace(
        request, claim=None, code=line.procedure, modifiers=line.modifiers, units=line.units,
        date=line.from_date or request.date or claim.from_date, pos=line.place_of_service or claim.place_of_service,
    )  # fmt: skip


def _line_price(line: ClaimLine, found: Price) -> LinePrice:
    return LinePrice(line=line.number, control_number=line.control_number, amount=found.amount, steps=found.steps, reason=found.reason)


def _ranks(asked: dict[int, PriceRequest], books: Installed | None) -> dict[int, int]:
    """Places of the day's procedures (indicator 2) and of its therapies (5), dearest first; the earlier line wins a tie.

    Procedures rank by fee before reduction (Pub. 100-04, chapter 12, section 40.6), therapies by practice expense (chapter 5, 10.7).
    """
    tables = open_pfs(books.store if books else None)
    days: defaultdict[tuple[dt.date, str], list[tuple[Decimal, int]]] = defaultdict(list)
    for number, one in asked.items():
        row = tables.relative_values(one.code, one.date, modifiers.component(one.modifiers)) if one.date else None
        if row is None or one.date is None or row.multiple not in (PROCEDURE, THERAPY):
            continue
        full = price_service(replace(one, units=Decimal(1)) if row.multiple == THERAPY else one, books, rank=1).amount
        if full is not None:
            worth = row.nonfacility_pe if row.multiple == THERAPY else full.dollars
            days[one.date, row.multiple].append((-worth, number))
    return {number: place for day in days.values() for place, (_, number) in enumerate(sorted(day), start=1)}
