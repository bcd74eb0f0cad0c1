"""What a payer's contract pays: percent of a schedule, fee lists, daily and case rates, carve-outs, stop-loss, lesser of charge.

The contracts are data of ``payers``; here is their arithmetic. Every step names the term of the contract it comes from.
"""

from .schedule import price_claim, price_service

__all__ = ["price_claim", "price_service"]
