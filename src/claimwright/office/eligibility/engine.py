"""The one door from this app to the engine: prices for estimates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from claimwright.core import ZERO, Money
from claimwright.office.encounters.engine import books


def allowed(payer_id: str, code: str, on: date) -> tuple[Money | None, str]:
    """What the payer would allow for one unit of a service, and where that is known from; None and why where no rate is."""
    from claimwright.payers import profile
    from claimwright.pricing import PriceRequest, price

    known = profile(payer_id)
    if known is None:
        return None, "no rate of this payer is known"
    year = known.fee.frozen_year
    day = on.replace(year=year, day=min(on.day, 28)) if year and year != on.year else on
    answer = price(PriceRequest(code=code, date=day), books())
    if answer.amount is None:
        return None, answer.reason or "this service has no public price"
    amount = Money.of(answer.amount.dollars * Decimal(known.fee.percent) / 100)
    return amount, known.fee.source


def share(amount: Money, copay: Money | None, coinsurance: Decimal | None, left: Money | None, most: Money | None) -> Any:
    """Who owes what of an allowed amount: :class:`claimwright.pricing.patient.Share`."""
    from claimwright.pricing.patient import Benefits, Year
    from claimwright.pricing.patient import share as divided

    benefits = Benefits(copay=copay or ZERO, coinsurance=coinsurance or Decimal(0))
    return divided(amount, benefits, Year(deductible=left or ZERO, out_of_pocket=most))
