"""What holds in every year: ``rules.toml`` beside this file. Rates are those of the installed addenda; none is here."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from claimwright.core import Value, convert
from claimwright.core.discovery import tables


class Rules(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shares, modifiers, and the words of each payment indicator by what becomes of it."""

    title: str
    source: str
    labor_share: Decimal
    several: Decimal
    ended: Decimal
    ended_modifiers: frozenset[str]
    without_device: frozenset[str]
    credits: dict[str, Decimal]
    sides: str
    device_intensive: str
    wage_adjusted: dict[str, str]
    flat: dict[str, str]
    packaged: dict[str, str]
    unpriced: dict[str, str]
    unpaid: dict[str, str]

    def words(self, indicator: str) -> str:
        """What an indicator means, in our words; "" for one that is not known."""
        kinds = (self.wage_adjusted, self.flat, self.packaged, self.unpriced, self.unpaid)
        return next((kind[indicator] for kind in kinds if indicator in kind), "")


@cache
def rules() -> Rules:
    """The rules."""
    return convert(tables(__package__ or "")["rules"], Rules)
