"""Clinical laboratory fee schedule (SSA 1833(h), 1834A; 42 CFR 414.500 to 414.522; Pub. 100-04, chapter 16).

One national fee for each test, and another where the test is waived under CLIA (modifier QW has a row of its own). Neither deductible nor
coinsurance on an assigned claim, which laboratories must take (SSA 1833(h)(5)(C)).
"""

from .schedule import price_claim, price_service

__all__ = ["price_claim", "price_service"]
