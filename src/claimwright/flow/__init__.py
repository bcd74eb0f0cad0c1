"""The journey, composed from the trades: pure functions from values to values. See ``README.md`` in this folder."""

from .building import Held, build_claims, coverages_on, in_claim_order

__all__ = ["Held", "build_claims", "coverages_on", "in_claim_order"]
