"""A price in the making: one service, its amount so far, and the trail of what was done; it becomes steps only where somebody reads it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from claimwright.codesets.pfs import DayTables, Locality, RelativeValues
from claimwright.core import ZERO, Money

from ..values import PriceRequest, Step
from . import formula


class NoPrice(Exception):
    """Why a service has no price by this schedule."""


class Draft:
    """A service whose price is being worked out.

    ``amount``: so far. ``cap``: what the imaging cap allows, kept in step with the shares of the service that were taken; None where
    there is none. ``reason``: why there is no price, "" while there may be one. ``row``, ``where``, ``conversion_factor`` (dollars per
    unit) with its ``factor_release`` and ``tables`` are there once :mod:`~claimwright.pricing.pfs.service` has found them.
    """

    __slots__ = (
        "amount", "cap", "conversion_factor", "facility", "factor_release", "notes", "number", "place", "reason", "request", "row",
        "tables", "trail", "where",
    )  # fmt: skip
    tables: DayTables
    conversion_factor: Decimal
    factor_release: str
    row: RelativeValues
    where: Locality

    def __init__(self, request: PriceRequest, number: int = 0) -> None:
        """``number``: place of the line in its claim (a claim's own line numbers may repeat)."""
        self.request, self.number = request, number
        self.amount, self.cap = ZERO, None
        self.facility, self.place = False, "11"
        self.reason, self.notes = "", ()
        self.trail: list[tuple[Callable[..., tuple[Step, ...]], tuple[Any, ...]]] = []

    amount: Money
    cap: Money | None
    facility: bool
    place: str
    reason: str
    notes: tuple[str, ...]

    def component(self, modifier: str) -> RelativeValues | None:
        """The row of a component of the same code."""
        return self.tables.relative_values(self.request.code, modifier)

    def fee(self, row: RelativeValues, share: Decimal = Decimal(1)) -> Money:
        """What the formula gives for a row where this service was rendered. ``share``: of the practice expense."""
        pe = row.facility_pe if self.facility else row.nonfacility_pe
        return formula.amount_of(row.work, pe * share, row.mp, self.where, self.conversion_factor)

    def say(self, what: str, value: object, *words: object, source: str = "") -> None:
        """Note a step that leaves the amount as it is. ``words`` fill the braces of ``what``."""
        self.trail.append((_step, (what, value, source, words)))

    def set(self, amount: Money, what: str, *words: object, source: str = "") -> None:
        """Go on with another amount."""
        self.amount = amount
        self.trail.append((_step, (what, amount, source, words)))

    def take(self, percent: Decimal, what: str, *words: object, source: str = "", of_cap: bool = False) -> None:
        """Go on with a percentage. ``of_cap``: the cap becomes the same share (two sides, a part of a package)."""
        if of_cap and self.cap is not None:
            self.cap = Money.of(self.cap.dollars * percent / 100)
        self.set(Money.of(self.amount.dollars * percent / 100), what + ": {} %", *words, percent, source=source)

    def fail(self, reason: str) -> None:
        """There is no price; the first reason stays."""
        self.reason = self.reason or reason

    def steps(self) -> tuple[Step, ...]:
        """The trail in words."""
        found: list[Step] = []
        for make, given in self.trail:
            found += make(*given)
        return tuple(found)


def _step(what: str, value: object, source: str, words: tuple[object, ...]) -> tuple[Step, ...]:
    return (Step(what.format(*words) if words else what, str(value), source),)
