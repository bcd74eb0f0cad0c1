"""Medicare inpatient prospective payment of acute hospitals (42 CFR part 412), operating and capital."""

from .stay import price_claim, price_service

__all__ = ["price_claim", "price_service"]
