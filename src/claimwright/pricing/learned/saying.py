"""What can be said from observations.

The amount that is answered is the one seen most often where it leads, else the median. How sure it is: the share of observations that
agree with it, as the lower limit of a two-sided 95 % Wilson interval (E. B. Wilson, 1927), so that five of five say less
than fifty of fifty.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from .values import AGREES, LEADS, Learned, Observation

_Z = Decimal("1.959963984540054")
"""The 97.5 % point of the normal distribution."""


def said(counted: list[Observation], older: int) -> Learned:
    """The answer from one or more observations; ``older``: how many the window left out."""
    amounts = sorted(one.per_unit for one in counted)
    often, times = max(Counter(amounts).items(), key=lambda item: (item[1], item[0]))
    leading = Decimal(times) / len(amounts) >= LEADS
    amount = often if leading else amounts[(len(amounts) - 1) // 2]
    agree = sum(abs(one - amount) <= AGREES for one in amounts)
    quarter = len(amounts) // 4
    days = [one.on for one in counted]
    return Learned(
        amount=amount, n=len(amounts), basis="most frequent" if leading else "median", agree=agree, confidence=_wilson(agree, len(amounts)),
        low=amounts[quarter], high=amounts[-1 - quarter], first=min(days), last=max(days), older=older,
    )  # fmt: skip


def _wilson(agree: int, n: int) -> Decimal:
    """The lower limit, to two decimals."""
    share, square = Decimal(agree) / n, _Z * _Z
    middle = share + square / (2 * n)
    low = (middle - _Z * (share * (1 - share) / n + square / (4 * n * n)).sqrt()) / (1 + square / n)
    return max(Decimal(0), low).quantize(Decimal("0.01"))
