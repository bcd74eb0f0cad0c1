"""Medicare payment of ambulatory surgical centers (42 CFR part 416, subpart F): rates of Addenda AA and BB, wage index, devices."""

from .claims import price_claim
from .service import price_service

__all__ = ["price_claim", "price_service"]
