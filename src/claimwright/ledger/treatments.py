"""What an adjustment does to the books: the table ``treatments.toml``, read once.

A denial is recognised from its codes and never written off by itself; only what the table lists is.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from claimwright.core import Adjustment, Money, Value, convert, discovery

Does = Literal["contractual", "other", "patient", "information", "open"]


class Treatment(Value, frozen=True, kw_only=True):
    """What happens to an adjusted amount, and why; see the head of ``treatments.toml``. ``denial``: kept open although it is listed."""

    does: Does
    why: str
    whole: bool = True
    check: str = ""
    denial: bool = False


class PlbTreatment(Value, frozen=True, kw_only=True):
    """To which account a provider adjustment goes, and why."""

    account: Literal["clearing", "interest"]
    why: str


_UNKNOWN = Treatment(does="open", why="a group code that 5010 does not know: to be looked at")


@cache
def treatments() -> tuple[dict[str, Treatment], dict[str, Treatment]]:
    """The table: by group, and by group and code (``CO-45``)."""
    table = discovery.tables("claimwright.ledger")["treatments"]
    return convert(table["groups"], dict[str, Treatment]), convert(table["codes"], dict[str, Treatment])


@cache
def provider_adjustments() -> dict[str, PlbTreatment]:
    """The PLB reasons by code."""
    return convert(discovery.tables("claimwright.ledger")["provider_adjustments"]["codes"], dict[str, PlbTreatment])


def treatment(adjustment: Adjustment, charge: Money, paid: Money) -> Treatment:
    """What this adjustment of a line (or claim) with this charge and payment does.

    A write-off marked ``whole = false`` that would swallow the whole charge of something unpaid is a denial under another name.
    """
    groups, codes = treatments()
    listed = codes.get(f"{adjustment.group}-{adjustment.reason}")
    if listed and not listed.whole and not paid and abs(adjustment.amount) >= abs(charge) > 0:
        return Treatment(does="open", why=f"{listed.why}: but it takes the whole charge, which makes it a denial", denial=True)
    return listed or groups.get(adjustment.group, _UNKNOWN)
