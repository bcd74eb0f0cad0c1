"""The payment formula: [(work x work GPCI) + (PE x PE GPCI) + (MP x MP GPCI)] x conversion factor, rounded half up to the cent.

42 CFR 414.22 to 414.26; SSA 1848(b). It takes its numbers as values, so that any year's or any payer's units can be priced with it.
"""

from __future__ import annotations

from decimal import Decimal

from claimwright.codesets.pfs import Locality, RelativeValues
from claimwright.core import Money, Value

from ..values import Step

NATIONAL = Locality(carrier="", locality="", name="national", work=Decimal(1), pe=Decimal(1), mp=Decimal(1))
"""All indices 1: the amount before geographic adjustment."""
SOURCE = "42 CFR 414.20(a), 414.22, 414.26"


class Fee(Value, frozen=True):
    """An amount of the formula and how it came about."""

    amount: Money
    steps: tuple[Step, ...]


def amount_of(work: Decimal, pe: Decimal, mp: Decimal, where: Locality, conversion_factor: Decimal) -> Money:
    """The fee of one unit of service from its relative values (units), a locality's indices and a factor (dollars per unit)."""
    return Money.of((work * where.work + pe * where.pe + mp * where.mp) * conversion_factor)


def steps_of(work: Decimal, pe: Decimal, mp: Decimal, where: Locality, conversion_factor: Decimal, fee: Money) -> tuple[Step, ...]:
    """The same, step by step; ``fee``: what came out, the last step's value."""
    first, second, third = work * where.work, pe * where.pe, mp * where.mp
    return (
        Step(f"work RVU x GPCI: {work} x {where.work}", _plain(first), SOURCE),
        Step(f"practice expense RVU x GPCI: {pe} x {where.pe}", _plain(second), SOURCE),
        Step(f"malpractice RVU x GPCI: {mp} x {where.mp}", _plain(third), SOURCE),
        Step("adjusted RVUs, sum", _plain(first + second + third), SOURCE),
        Step(f"x conversion factor {conversion_factor}, rounded half up", str(fee), SOURCE),
    )


def payment(work: Decimal, pe: Decimal, mp: Decimal, where: Locality, conversion_factor: Decimal) -> Fee:
    """The fee of one unit of service with its steps."""
    fee = amount_of(work, pe, mp, where, conversion_factor)
    return Fee(fee, steps_of(work, pe, mp, where, conversion_factor, fee))


def cap_of(row: RelativeValues, where: Locality, conversion_factor: Decimal, *, facility: bool) -> Money | None:
    """What the cap on imaging allows: the same formula with the units that CMS derives from outpatient prices. None without such units.

    SSA 1848(b)(4); 42 CFR 414.22(b)(5)(v).
    """
    pe = row.opps_facility_pe if facility else row.opps_nonfacility_pe
    return None if pe is None or row.opps_mp is None else amount_of(row.work, pe, row.opps_mp, where, conversion_factor)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
