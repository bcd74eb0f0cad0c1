"""Medicare anaesthesia payment: (base units + time units) x the locality's conversion factor x the share for medical direction.

42 CFR 414.46 and 414.60; CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 12, sections 50 and 140. Time units are quarter
hours to one decimal. Base units come from CMS's list, which the user installs; the factors of 2025 are in ``codesets/pfs``.
"""

from .concurrency import concurrency, direction_modifier
from .schedule import price_claim, price_service

__all__ = ["concurrency", "direction_modifier", "price_claim", "price_service"]
