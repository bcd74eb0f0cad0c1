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


class Fee(Value, frozen=True):
    """An amount of the formula and how it came about."""

    amount: Money
    steps: tuple[Step, ...]


def payment(work: Decimal, pe: Decimal, mp: Decimal, where: Locality, conversion_factor: Decimal) -> Fee:
    """The fee of one unit of service from its relative values (units), a locality's indices and a factor (dollars per unit)."""
    parts = (("work", work, where.work), ("practice expense", pe, where.pe), ("malpractice", mp, where.mp))
    adjusted = [units * index for _, units, index in parts]
    total = sum(adjusted, Decimal(0))
    amount = Money.of(total * conversion_factor)
    steps = [
        Step(f"{name} RVU x GPCI: {units} x {index}", _plain(value)) for (name, units, index), value in zip(parts, adjusted, strict=True)
    ]
    steps.append(Step("adjusted RVUs, sum", _plain(total)))
    steps.append(Step(f"x conversion factor {conversion_factor}, rounded half up", str(amount)))
    return Fee(amount, tuple(steps))


def of_row(row: RelativeValues, where: Locality, conversion_factor: Decimal, *, facility: bool) -> Fee:
    """The fee of a row in a facility or outside one; never above the imaging cap where the row states its units (SSA 1848(b)(4))."""
    fee = payment(row.work, row.facility_pe if facility else row.nonfacility_pe, row.mp, where, conversion_factor)
    cap = opps_cap(row, where, conversion_factor, facility=facility)
    if cap is None or fee.amount <= cap.amount:
        return fee
    return Fee(cap.amount, (*fee.steps, Step("imaging cap: the outpatient amount is lower", str(cap.amount))))


def opps_cap(row: RelativeValues, where: Locality, conversion_factor: Decimal, *, facility: bool) -> Fee | None:
    """What the cap on imaging allows: the same formula with the units that CMS derives from outpatient prices. None without such units."""
    pe = row.opps_facility_pe if facility else row.opps_nonfacility_pe
    return None if pe is None or row.opps_mp is None else payment(row.work, pe, row.opps_mp, where, conversion_factor)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
