"""Coverage: what insurance a patient has, in which order, from when to when."""

from __future__ import annotations

from .dates import Period
from .people import Payer, Subscriber
from .struct import Sparse


class Coverage(Sparse, frozen=True, kw_only=True):
    """One insurance of one patient. ``sequence``: 1 primary, 2 secondary, 3 tertiary (X12 SBR01 P, S, T)."""

    payer: Payer
    subscriber: Subscriber
    sequence: int = 1
    plan: str = ""
    period: Period | None = None
