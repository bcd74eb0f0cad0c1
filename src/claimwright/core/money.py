"""Money: exact cents, never a float.

Every amount in a claim, a remittance or the ledger is a :class:`Money`, an ``int`` that counts cents. Sums and differences of
money are money; a product is money only with a whole number. Where a price formula needs fractions (RVU x GPCI x conversion
factor) it works in :class:`decimal.Decimal` and comes back through :meth:`Money.of`, rounded half up as CMS rounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_AMOUNT = re.compile(r"([+-]?)(\d*)(?:\.(\d{0,2})0*)?\Z", re.ASCII)
_CENT = Decimal("0.01")
_DIGITS = 15
"""Most digits before the point: X12 money has at most 18 in all (X12.6, type R), and sums must fit the 64 bits of databases."""


class Money(int):
    """An amount in cents. ``str()`` and JSON show dollars with two decimals: ``"126.07"``."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read dollars as people and X12 write them: ``126.07``, ``126``, ``-.5``. Raises ValueError on anything else."""
        match = _AMOUNT.match(text)
        if not match or not (match[2] or match[3]) or len(match[2].lstrip("0")) > _DIGITS:
            raise ValueError(f"not an amount in dollars and cents: {text!r}")
        cents = int(match[2] or 0) * 100 + int((match[3] or "").ljust(2, "0"))
        return cls(-cents if match[1] == "-" else cents)

    @classmethod
    def of(cls, dollars: Decimal) -> Money:
        """Round a Decimal of dollars half up to the cent (42 CFR 414.34 prices are stated so by CMS)."""
        return cls(int(dollars.quantize(_CENT, rounding=ROUND_HALF_UP) * 100))

    @classmethod
    def total(cls, amounts: Iterable[int]) -> Money:
        """The sum; zero for nothing."""
        return cls(sum(amounts))

    @property
    def dollars(self) -> Decimal:
        """The same amount as a Decimal of dollars, for price formulas."""
        return Decimal(int(self)).scaleb(-2)

    def __add__(self, other: int) -> Money:
        return Money(int.__add__(self, other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Money:
        return Money(int.__sub__(self, other))

    def __rsub__(self, other: int) -> Money:
        return Money(int.__rsub__(self, other))

    def __mul__(self, times: int) -> Money:
        return Money(int.__mul__(self, times))

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return Money(int.__neg__(self))

    def __abs__(self) -> Money:
        return Money(int.__abs__(self))

    def __str__(self) -> str:
        whole, cents = divmod(abs(int(self)), 100)
        return f"{'-' if self < 0 else ''}{whole}.{cents:02d}"

    def __repr__(self) -> str:
        return f"Money({str(self)!r})"

    def __format__(self, spec: str) -> str:
        """``f"{amount}"`` is plain; ``f"{amount:,}"`` groups thousands for eyes; other specs format the plain text."""
        if spec == ",":
            whole, cents = divmod(abs(int(self)), 100)
            return f"{'-' if self < 0 else ''}{whole:,}.{cents:02d}"
        return format(str(self), spec)


ZERO = Money(0)
