"""Claim or service -> expected payment by a public schedule, with every step. See ``README.md`` in this folder."""

from .engine import price
from .values import Installed, LinePrice, Price, PriceRequest, Settlement, Step

__all__ = ["Installed", "LinePrice", "Price", "PriceRequest", "Settlement", "Step", "price"]
