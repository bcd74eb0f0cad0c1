"""Medicare outpatient prospective payment of hospitals (42 CFR part 419): rates of Addenda A and B, wage index, outliers, copayments."""

from .claims import price_claim
from .service import price_service

__all__ = ["price_claim", "price_service"]
