"""How the lines of an outpatient hospital claim are paid by group: found by grouping, priced by pricing.

42 CFR part 419; Medicare Claims Processing Manual (Pub. 100-04), chapter 4, section 10.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from .struct import Sparse, field

Treatment = Literal["separate", "packaged", "elsewhere", "cost", "unpaid", "unknown"]
"""Paid by its APC; within another's payment; by another schedule; by cost; not by this payer; not to be told from the tables."""


class ApcLine(Sparse, frozen=True, kw_only=True):
    """One line: what Addendum B prints, and what becomes of it on this claim.

    ``printed``: status indicator of the table; ``status``: the one in use. ``apc``: of a line that is paid. ``times``: how often the APC's
    rate is paid, units and discounts together. ``into``: number of the line that the payment stands on. ``offset``: dollars of a device
    that are taken off first. ``why``: in words.
    """

    line: int
    control_number: str = ""
    procedure: str = ""
    on: date | None = None
    printed: str = ""
    status: str = ""
    apc: str = ""
    treatment: Treatment
    times: Decimal = Decimal(1)
    into: int | None = None
    offset: Decimal | None = None
    why: str


class ApcClaim(Sparse, frozen=True, kw_only=True):
    """Every line of a claim in its order, or the reason why none could be grouped. ``limits``: what the public tables do not carry here."""

    claim: str = ""
    lines: tuple[ApcLine, ...] = ()
    limits: tuple[str, ...] = ()
    releases: dict[str, str] = field(default_factory=dict)
    reason: str = ""
