"""From the raw score to the payment score, in whole thousandths: exact, and rounded where CMS rounds.

Raw score, three decimals; divided by the normalization factor, rounded to three decimals; times one minus the coding-intensity adjustment,
rounded to three decimals; plus frailty. Sources: CMS Rate Announcement 2024, attachment III (normalization, MA coding pattern adjustment);
the same order of steps in CMS's training "Risk Adjustment Methodology" (2021), module 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from claimwright.core import Value

SCALE = 10**6
"""Factors are held in millionths: no published one has more than six decimals."""


class Step(Value, frozen=True):
    """One step: what was done, the exact quotient or product to six decimals, and what it was rounded to."""

    what: str
    exact: str
    rounded: str


class Adjustment(NamedTuple):
    """Normalization factor and coding-intensity adjustment in millionths, frailty in thousandths."""

    normalization: int
    coding_intensity: int = 0
    frailty: int = 0


def factor(given: str | float | int, scale: int = SCALE) -> int:
    """A factor as an integer: ``"1.067"`` -> 1067000. Raises ValueError for what is no number."""
    try:
        exact = Decimal(str(given)) * scale
        whole = int(exact.to_integral_value())
    except (InvalidOperation, ValueError, OverflowError):
        raise ValueError(f"not a factor: {given!r}") from None
    return whole


def divided(number: int, by: int) -> int:
    """A quotient rounded half up (away from zero), exactly."""
    quotient = (2 * abs(number) + by) // (2 * by)
    return quotient if number >= 0 else -quotient


def normalized(raw: int, adjustment: Adjustment) -> int:
    """Raw thousandths -> normalized thousandths."""
    return divided(raw * SCALE, adjustment.normalization)


def coded(score: int, adjustment: Adjustment) -> int:
    """Normalized thousandths -> thousandths after the coding-intensity adjustment."""
    return divided(score * (SCALE - adjustment.coding_intensity), SCALE)


@lru_cache(65536)
def outcome(raw: int, adjustment: Adjustment) -> tuple[int, int]:
    """Raw thousandths -> normalized and payment thousandths."""
    return normalized(raw, adjustment), paid(raw, adjustment)


def paid(raw: int, adjustment: Adjustment) -> int:
    """Raw thousandths -> the payment score's thousandths."""
    return coded(normalized(raw, adjustment), adjustment) + adjustment.frailty


def blended(parts: Iterable[tuple[int, int]]) -> int:
    """Payment thousandths and percent of each model -> the blended score's thousandths: the exact sum of the shares, rounded once."""
    return divided(sum(score * percent for score, percent in parts), 100)


def steps(raw: int, adjustment: Adjustment) -> tuple[Step, ...]:
    """The way from the raw score to the payment score, for eyes."""
    after, then = normalized(raw, adjustment), coded(normalized(raw, adjustment), adjustment)
    share = SCALE - adjustment.coding_intensity
    return (
        Step("raw score", _six(raw * 1000), _three(raw)),
        Step(
            f"/ normalization {_six(adjustment.normalization)}", _six(divided(raw * SCALE * 1000, adjustment.normalization)), _three(after)
        ),
        Step(f"x (1 - {_six(adjustment.coding_intensity)})", _six(divided(after * share, 1000)), _three(then)),
        Step("+ frailty", _six((then + adjustment.frailty) * 1000), _three(then + adjustment.frailty)),
    )


def _three(thousandths: int) -> str:
    return str((Decimal(thousandths) / 1000).quantize(Decimal("0.001")))


def _six(millionths: int) -> str:
    return str((Decimal(millionths) / SCALE).quantize(Decimal("0.000001")))
