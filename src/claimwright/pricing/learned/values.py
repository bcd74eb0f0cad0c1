"""What the learned book holds and says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.core import Money, Sparse, Value

FEWEST = 5
"""Observations without which nothing is answered."""
WINDOW = 365
"""Days before the asked day that count: a contract's prices mostly hold for a year."""
AGREES = Money(1)
"""Amounts that differ by no more than a cent agree."""
LEADS = Decimal("0.5")
"""Share of the observations from which on the most frequent amount is answered."""
PRICING = frozenset(
    {"26", "TC", "50", "51", "52", "53", "54", "55", "56", "62", "66", "78", "80", "81", "82", "AS", "AA", "AD", "QK", "QX", "QY", "QZ"}
)
"""Modifiers that change a price: with another of them it is another service. The rest is left out of the key."""


class Observation(Sparse, frozen=True, kw_only=True):
    """One allowed amount per unit of service. ``on``: day of service; ``posted``: the day it became known.

    ``setting``: "facility" or "office" as our claim tells it, "" where no claim was at hand.
    """

    payer: str
    code: str
    modifiers: tuple[str, ...] = ()
    setting: str = ""
    on: dt.date
    posted: dt.date
    per_unit: Money


class Source(Sparse, frozen=True, kw_only=True):
    """A remittance that was learned from: payer, trace, date and amount, as it is known everywhere."""

    source: tuple[str, ...]


class Lesson(Value, frozen=True):
    """What a remittance taught: lines learned, taken back by reversals, passed over; ``repeated``: learned before, so nothing was done."""

    learned: int = 0
    taken_back: int = 0
    passed: int = 0
    repeated: bool = False


class Learned(Sparse, frozen=True, kw_only=True):
    """What the book knows of a service on a day. ``amount`` None with the ``reason`` where it does not know enough.

    ``n`` observations counted; ``agree``: how many of them are the amount to the cent; ``confidence``: lower limit of the agreeing share,
    0 to 1 with two decimals; ``low`` and ``high``: the middle half; ``first`` and ``last``: their days of service; ``older``: observations
    that the window left out; ``basis``: "most frequent" or "median".
    """

    amount: Money | None
    n: int
    reason: str = ""
    basis: str = ""
    agree: int = 0
    confidence: Decimal = Decimal(0)
    low: Money | None = None
    high: Money | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    older: int = 0


def key_modifiers(modifiers: tuple[str, ...]) -> tuple[str, ...]:
    """The modifiers that make another service of a code, in order."""
    return tuple(sorted(set(modifiers) & PRICING))
