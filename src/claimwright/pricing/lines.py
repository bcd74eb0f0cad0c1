"""A claim line by line: what the schedules that price each line by itself have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claimwright.core import Claim, ClaimLine, Money, replace

from .values import Installed, LinePrice, Price, PriceRequest, Step, unpriced

PriceService = Callable[[PriceRequest, Installed | None], Price]
"""What prices one service by a schedule."""


def line_by_line(request: PriceRequest, books: Installed | None, price_service: PriceService) -> Price:
    """Every line of ``request.claim`` by itself, and their sum."""
    claim = request.claim
    if claim is None or not claim.lines:
        return unpriced("the claim has no lines")
    return total(claim, [price_service(asked(request, claim, line), books) for line in claim.lines])


def asked(request: PriceRequest, claim: Claim, line: ClaimLine) -> PriceRequest:
    """The request for one line, on its own day; a line without a charge asks for no lesser of the two."""
    day, charge = line.from_date or request.date or claim.from_date, line.charge or None
    return replace(request, claim=None, code=line.procedure, modifiers=line.modifiers, units=line.units, date=day, charge=charge)


def total(claim: Claim, prices: Sequence[Price]) -> Price:
    """The prices of a claim's lines, and their sum: None as soon as one line has none. ``allowed`` where every line has it."""
    lines = tuple(_line(line, price) for line, price in zip(claim.lines, prices, strict=True))
    missing = [line for line in lines if line.amount is None]
    reason = f"{len(missing)} of {len(lines)} lines have no price by this schedule" if missing else ""
    amount = None if missing else Money.total(line.amount or 0 for line in lines)
    allowed = None if any(line.allowed is None for line in lines) else Money.total(line.allowed or 0 for line in lines)
    steps = tuple(Step(f"line {line.line}", str(line.amount)) for line in lines if line.amount is not None)
    releases = {name: release for price in prices for name, release in price.releases.items()}
    national = any(price.national for price in prices)
    return Price(
        amount=amount, allowed=allowed, reason=reason, steps=steps, releases=releases, lines=lines, date=claim.from_date, national=national
    )


def _line(line: ClaimLine, price: Price) -> LinePrice:
    return LinePrice(
        line=line.number, control_number=line.control_number, amount=price.amount, allowed=price.allowed, steps=price.steps,
        reason=price.reason, notes=price.notes,
    )  # fmt: skip
