"""Medicare physician fee schedule (42 CFR part 414, subpart B): the formula, the modifiers, the years."""

from .formula import Fee, payment
from .schedule import price_claim, price_service, prices

__all__ = ["Fee", "payment", "price_claim", "price_service", "prices"]
