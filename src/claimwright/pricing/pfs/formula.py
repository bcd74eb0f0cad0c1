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


def steps_of(work: Decimal, pe: Decimal, mp: Decimal, where: Locality, conversion_factor: Decimal) -> tuple[Step, ...]:
    """The same, step by step; the last step's value is the fee."""
    parts = (("work", work, where.work), ("practice expense", pe, where.pe), ("malpractice", mp, where.mp))
    adjusted = [units * index for _, units, index in parts]
    total = sum(adjusted, Decimal(0))
    products = [
        Step(f"{name} RVU x GPCI: {units} x {index}", _plain(value), SOURCE)
        for (name, units, index), value in zip(parts, adjusted, strict=True)
    ]
    fee = Step(f"x conversion factor {conversion_factor}, rounded half up", str(Money.of(total * conversion_factor)), SOURCE)
    return (*products, Step("adjusted RVUs, sum", _plain(total)), fee)


def payment(work: Decimal, pe: Decimal, mp: Decimal, where: Locality, conversion_factor: Decimal) -> Fee:
    """The fee of one unit of service with its steps."""
    numbers = (work, pe, mp, where, conversion_factor)
    return Fee(amount_of(*numbers), steps_of(*numbers))


def cap_of(row: RelativeValues, where: Locality, conversion_factor: Decimal, *, facility: bool) -> Money | None:
    """What the cap on imaging allows: the same formula with the units that CMS derives from outpatient prices. None without such units.

    SSA 1848(b)(4); 42 CFR 414.22(b)(5)(v).
    """
    pe = row.opps_facility_pe if facility else row.opps_nonfacility_pe
    return None if pe is None or row.opps_mp is None else amount_of(row.work, pe, row.opps_mp, where, conversion_factor)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
