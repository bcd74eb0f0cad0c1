"""The formulas alone: a rate and the hospital's facts in, dollars and steps out. Each amount is rounded where CMS's pricer rounds.

Payment = ((rate x 60 % x wage index) + (rate x 40 %)) x units and discounts (42 CFR 419.43(c); CMS OPPS Pricer). Outlier: half of what the
cost exceeds 1.75 times the payment, where it also exceeds the payment by the year's fixed dollars (42 CFR 419.43(d)).
"""

from __future__ import annotations

from decimal import Decimal

from claimwright.core import Money, Value

from ..hospital import ONE, Hospital
from ..values import Step
from .year import Year, rules


class Payable(Value, frozen=True, kw_only=True):
    """What is paid by an APC.

    ``times``: rates paid, units and discounts together. ``offset``: dollars of a device taken off first. ``copayment``: dollars of the rate
    that the patient owes, before any adjustment.
    """

    status: str
    apc: str
    rate: Decimal
    copayment: Decimal = Decimal(0)
    code: str = ""
    modifiers: tuple[str, ...] = ()
    times: Decimal = ONE
    offset: Decimal | None = None
    bill: str = ""


class Missing(ValueError):
    """A factor that the price needs and that is not known; its text is the reason."""


class Paid(Value, frozen=True, kw_only=True):
    """Payment and copayment of a line, with every step."""

    amount: Money
    copayment: Money
    steps: tuple[Step, ...]


def payment(line: Payable, hospital: Hospital, year: Year) -> Paid:
    """The payment of one line. Raises Missing where a factor of the year is not known."""
    steps = [Step(f"rate of APC {line.apc}, status {line.status}", str(line.rate), "OPPS Addenda A and B")]
    rate = _rate(line, hospital, year, steps)
    adjusted = _wage(rate, line, hospital, steps)
    amount = Money.of(adjusted * line.times)
    if line.times != ONE:
        steps.append(Step(f"x {line.times.normalize():f} (units and discounts)", str(amount), "42 CFR 419.44"))
    copayment = _copayment(line, amount, year, steps)
    return Paid(amount=amount, copayment=copayment, steps=tuple(steps))


def _rate(line: Payable, hospital: Hospital, year: Year, steps: list[Step]) -> Decimal:
    """The rate after what is taken off or added before the wage index."""
    rule, rate = rules(), line.rate
    if line.status not in rule.procedures:
        return rate
    off_campus = rule.off_campus_modifier in line.modifiers
    if off_campus and line.status not in rule.wage_adjusted:
        raise Missing(f"whether status {line.status} is reduced in an off-campus department (modifier PN) is in no table here")
    clinic = line.code == rule.clinic_visit and rule.excepted_modifier in line.modifiers and not hospital.rural_sole_community
    if line.offset is not None:
        rate = max(rate - line.offset, Decimal(0))
        steps.append(Step(f"device of {line.offset} not used", str(rate), "42 CFR 419.44(b)(2); Addendum P"))
    if off_campus or clinic:
        rate = _cents(rate * rule.off_campus / 100)
        steps.append(Step(f"off-campus department: {rule.off_campus} %", str(rate), "42 CFR 419.48; 419.22(v)"))
    if not hospital.reports_quality and not off_campus and not rule.is_new_technology(line.apc):
        if year.quality_ratio is None:
            raise Missing(f"the quality reporting ratio of {year.year} is not known here")
        rate = _cents(rate * year.quality_ratio)
        steps.append(Step(f"no quality reporting: x {year.quality_ratio}", str(rate), "42 CFR 419.43(h)"))
    if hospital.rural_sole_community and not off_campus and line.bill[:2] not in rule.not_rural_adjusted:
        rate = _cents(rate * rule.rural_sole_community)
        steps.append(Step(f"rural sole community hospital: x {rule.rural_sole_community}", str(rate), "42 CFR 419.43(g)"))
    return rate


def _wage(rate: Decimal, line: Payable, hospital: Hospital, steps: list[Step]) -> Decimal:
    """The rate by the wage index: 60 % of a procedure's; a drug's, blood's or source's not at all."""
    rule = rules()
    if line.status not in rule.wage_adjusted:
        return rate
    index = hospital.wage_index if hospital.wage_index is not None else ONE
    labor, other = rate * rule.labor_share, rate * (1 - rule.labor_share)
    steps.append(Step(f"labor share {rule.labor_share} x wage index {index}", f"{labor * index:f}", "42 CFR 419.43(c)"))
    steps.append(Step("and the rest, not adjusted", f"{other:f}"))
    return labor * index + other


def _copayment(line: Payable, amount: Money, year: Year, steps: list[Step]) -> Money:
    """The patient's share: the copayment's part of the rate, of what is paid; for a procedure at most the inpatient deductible."""
    if not line.rate or not line.copayment:
        return Money(0)
    share = amount - Money.of(amount.dollars * (1 - line.copayment / line.rate))
    cap = None if year.copayment_cap is None or line.status not in rules().wage_adjusted else Money.of(year.copayment_cap)
    if cap is not None and share > cap:
        steps.append(Step(f"copayment, before the deductible: {share}, at most the inpatient deductible", str(cap), "42 CFR 419.41(c)(4)"))
        return cap
    steps.append(Step("copayment, before the deductible", str(share), "42 CFR 419.41; OPPS Addendum B"))
    return share


def outlier(amount: Money, charges: Money, hospital: Hospital, year: Year) -> tuple[Money, tuple[Step, ...]]:
    """What a line's cost adds, with its steps. ``charges``: the line's own, with its share of packaged ones. Raises Missing."""
    if hospital.cost_to_charge is None:
        raise Missing("the hospital's cost-to-charge ratio is not given: no outlier can be told")
    if year.outlier_fixed is None:
        raise Missing(f"the outlier's fixed dollars of {year.year} are not known here")
    rule = rules()
    cost = Money.of(charges.dollars * hospital.cost_to_charge)
    multiple = Money.of(amount.dollars * rule.outlier_multiple)
    fixed = amount + Money.of(year.outlier_fixed)
    steps = [
        Step(f"cost: charges {charges} x {hospital.cost_to_charge}", str(cost), "42 CFR 419.43(d)"),
        Step(f"{rule.outlier_multiple} x payment, and payment + {year.outlier_fixed}", f"{multiple}, {fixed}"),
    ]
    extra = Money.of((cost - multiple).dollars * rule.outlier_percent / 100) if cost > multiple and cost > fixed else Money(0)
    steps.append(Step(f"outlier: {rule.outlier_percent} % of the cost above {multiple}" if extra else "no outlier", str(extra)))
    return extra, tuple(steps)


def charges_with_share(own: Money, amount: Money, paid: Money, packaged: Money) -> Money:
    """A line's charges with its part of the claim's packaged ones, in proportion to the payments (CMS OPPS Pricer, line payment)."""
    if not paid:
        return own
    rate = (amount.dollars / paid.dollars).quantize(Decimal("1E-8"))
    return own + Money.of(packaged.dollars * rate)


def _cents(dollars: Decimal) -> Decimal:
    return Money.of(dollars).dollars
