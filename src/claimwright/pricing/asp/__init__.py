"""Payment limits of Part B drugs (SSA 1847A; 42 CFR 414.902 to 414.904), by quarter; the limit holds the 6 percent already."""

from .limits import price_claim, price_service

__all__ = ["price_claim", "price_service"]
