"""The formulas alone: weight, hospital and stay in, dollars and steps out; nine decimals in between, as in CMS's pricer."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from claimwright.core import Money, Value

from ..hospital import Hospital, NewTechnology
from ..values import Step
from .year import Year, rules

NINE, FOUR = Decimal("1E-9"), Decimal("1E-4")
ONE, ZERO = Decimal(1), Decimal(0)


class Group(Value, frozen=True, kw_only=True):
    """An MS-DRG as Table 5 has it. ``gmlos``: days; None where the table gives none."""

    drg: str
    weight: Decimal
    gmlos: Decimal | None = None
    post_acute: bool = False
    special_pay: bool = False


class Rates(Value, frozen=True, kw_only=True):
    """What is paid for a weight in one hospital, before the stay's own facts: dollars and add-on shares."""

    operating: Decimal
    capital: Decimal
    teaching: Decimal
    share: Decimal
    capital_teaching: Decimal
    capital_share: Decimal
    geographic: Decimal
    capital_living: Decimal
    labor: Decimal
    wage_index: Decimal


def rates(group: Group, hospital: Hospital, year: Year, steps: list[Step]) -> Rates:
    """Operating and capital payment of a full stay, and the shares added to them."""
    index = hospital.wage_index if hospital.wage_index is not None else ONE
    share = year.labor_share(index)
    labor = _cents(year.standardized_amount * share)
    other = year.standardized_amount - labor
    operating = _nine((labor * index + other * hospital.cost_of_living) * group.weight)
    steps.append(Step(f"weight of MS-DRG {group.drg}", str(group.weight), "IPPS Table 5"))
    steps.append(Step(f"labor {labor} x wage index {index} + other {other} x {hospital.cost_of_living}", _dollars(operating / group.weight)
                      if group.weight else "0.00", "42 CFR 412.64"))  # fmt: skip
    steps.append(Step("operating payment, x weight", _dollars(operating)))
    geographic = _power(index, rules().capital_geographic).quantize(FOUR, ROUND_HALF_UP)
    living = ONE + rules().capital_living * (hospital.cost_of_living - 1)
    capital = _nine(group.weight * year.capital_rate * geographic * living)
    steps.append(Step(f"capital {year.capital_rate} x {geographic} (wage index ^ {rules().capital_geographic}) x {living:f} x weight",
                      _dollars(capital), "42 CFR 412.308 to 412.316"))  # fmt: skip
    return Rates(
        operating=operating, capital=capital, teaching=teaching(hospital), share=disproportionate(hospital),
        capital_teaching=capital_teaching(hospital), capital_share=capital_share(hospital), geographic=geographic, capital_living=living,
        labor=share, wage_index=index,
    )  # fmt: skip


def teaching(hospital: Hospital) -> Decimal:
    """1.35 x ((1 + residents to beds)^.405 - 1)."""
    rule = rules()
    return _nine(rule.teaching_multiplier * (_power(1 + hospital.residents_to_beds, rule.teaching_exponent) - 1))


def disproportionate(hospital: Hospital) -> Decimal:
    """The operating percentage before its reduction to a quarter, as a share."""
    if hospital.disproportionate_adjustment is not None:
        return hospital.disproportionate_adjustment / 100
    rule, percent = rules(), hospital.disproportionate_percent / 100
    if percent < rule.share_from:
        return ZERO
    start, base, slope = max(step for step in rule.share_steps if percent >= step[0])
    share = _nine((percent - start) * slope + base)
    beds = hospital.beds or 0
    uncapped = beds >= (rule.rural_beds if hospital.rural else rule.urban_beds)
    return share if uncapped else min(share, rule.share_most)


def capital_teaching(hospital: Hospital) -> Decimal:
    """e^(.2822 x residents to patients) - 1."""
    rule = rules()
    return _nine(_power(rule.capital_base, rule.capital_teaching * min(hospital.residents_to_patients, rule.capital_teaching_most)) - 1)


def capital_share(hospital: Hospital) -> Decimal:
    """e^(.2025 x patient percentage) - 1, in urban hospitals of 100 beds or more."""
    rule = rules()
    if hospital.rural or (hospital.beds or 0) < rule.capital_beds:
        return ZERO
    return _nine(_power(rule.capital_base, rule.capital_share * hospital.disproportionate_percent / 100) - 1)


class Part(Value, frozen=True):
    """The part of a full payment that a transfer leaves, and why; ``fraction`` 1 where the stay is paid in full."""

    fraction: Decimal
    why: str = ""


def transferred(group: Group, days: int, status: str) -> Part:
    """What a transfer leaves: a day's share for each day, the first twice; specially paid groups begin with half (42 CFR 412.4(f))."""
    rule = rules().transfer
    after_care = status in rule.after_care and group.post_acute
    if group.drg in rule.exempt or not group.gmlos or not (status in rule.hospital or after_care):
        return Part(ONE)
    paid = Decimal(max(days, 1) + 1)
    if paid >= group.gmlos:
        return Part(ONE)
    fraction = (paid / group.gmlos).quantize(FOUR, ROUND_HALF_UP)
    told = f"transfer (discharge status {status}), {days} days of a mean {group.gmlos}: ({days} + 1) / {group.gmlos}"
    if after_care and group.special_pay:
        half = rule.special_first
        return Part((half + half * paid / group.gmlos).quantize(FOUR, ROUND_HALF_UP), f"{told}, half of it after a first half")
    return Part(fraction, told)


def technology(excess: Decimal, technologies: tuple[NewTechnology, ...], steps: list[Step]) -> Money:
    """What new technologies add: of each the lesser of its most and its percentage of the excess; together at most the excess (412.88)."""
    total = ZERO
    for one in technologies:
        added = _cents(max(min(one.most, excess * one.percent / 100), ZERO))
        steps.append(Step(f"new technology {one.name}: {one.percent} % of the excess {_dollars(excess)}, at most {one.most}", str(added),
                          "42 CFR 412.88"))  # fmt: skip
        total += added
    return Money.of(min(total, max(excess, ZERO)))


class Thresholds(Value, frozen=True, kw_only=True):
    """Costs of a stay and the thresholds they are held against, dollars."""

    operating_cost: Decimal
    capital_cost: Decimal
    operating: Decimal
    capital: Decimal


def outlier(parts: Thresholds, drg: str, steps: list[Step]) -> tuple[Money, Money]:
    """Operating and capital outlier: 80 % (burns 90 %) of each cost above its threshold, where both together exceed both."""
    rule = rules()
    percent = rule.marginal_burns if drg in rule.burns else rule.marginal
    told = f"costs {_dollars(parts.operating_cost)} and {_dollars(parts.capital_cost)}, thresholds {_dollars(parts.operating)} and "
    steps.append(Step(told + _dollars(parts.capital), _dollars(parts.operating_cost + parts.capital_cost), "42 CFR 412.80, 412.84"))
    if parts.operating_cost + parts.capital_cost <= parts.operating + parts.capital:
        steps.append(Step("no outlier", "0.00"))
        return Money(0), Money(0)
    operating = Money.of(percent * max(parts.operating_cost - parts.operating, ZERO))
    capital = Money.of(percent * max(parts.capital_cost - parts.capital, ZERO))
    steps.append(Step(f"outlier: {percent} of what exceeds each", f"{operating} + {capital}"))
    return operating, capital


def thresholds(rate: Rates, part: Part, charges: Money, hospital: Hospital, year: Year, beside: Decimal) -> Thresholds:
    """The fixed dollars, divided by the cost-to-charge ratios and moved by the wage index, upon what the stay is paid.

    ``beside``: uncompensated care and new technology, dollars. Both ratios of ``hospital`` are known.
    """
    operating_ratio, capital_ratio = hospital.cost_to_charge or ZERO, hospital.capital_cost_to_charge or ZERO
    both = operating_ratio + capital_ratio
    share = _nine(operating_ratio / both) if both else ZERO
    fixed = _cents(year.outlier_fixed * part.fraction)
    moved = rate.labor * rate.wage_index + (1 - rate.labor) * hospital.cost_of_living
    full = rate.operating * part.fraction
    capital = rate.capital * part.fraction
    return Thresholds(
        operating_cost=_nine(charges.dollars * operating_ratio), capital_cost=_nine(charges.dollars * capital_ratio),
        operating=_nine(full * (1 + rate.teaching + rate.share * rules().empirical_share) + fixed * moved * share + beside),
        capital=_nine(capital * (1 + rate.capital_teaching + rate.capital_share)
                      + fixed * rate.geographic * rate.capital_living * (_nine(capital_ratio / both) if both else ZERO)),
    )  # fmt: skip


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return base**exponent if base else ZERO


def _nine(number: Decimal) -> Decimal:
    return number.quantize(NINE, ROUND_HALF_UP)


def _cents(dollars: Decimal) -> Decimal:
    return Money.of(dollars).dollars


def _dollars(number: Decimal) -> str:
    return str(Money.of(number))
