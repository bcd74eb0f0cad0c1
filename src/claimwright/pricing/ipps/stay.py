"""A stay: its MS-DRG's weight, the hospital, the days, charges and discharge -> the payment, with every step."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from claimwright.codesets.official.shelf import shelf_of
from claimwright.core import Money, Value

from ..hospital import Hospital, placed, unusable
from ..values import Installed, Price, PriceRequest, Step, unpriced
from . import formula
from .formula import Group, Part, Rates
from .year import Year, fiscal_year, rules, year_of

MOST_DAYS = 36_525
"""A hundred years."""
MOST_CHARGES = Money(10**14)


class _Paid(Value, frozen=True):
    """What the stay is paid before the year's adjustments, and what a person should know."""

    operating: Money
    teaching: Money
    share: Money
    capital: Money
    technology: Money
    outliers: tuple[Money, Money]
    notes: tuple[str, ...]


def price_service(request: PriceRequest, books: Installed | None = None) -> Price:
    """The payment of a stay. ``code``: the MS-DRG; ``date``: discharge; see :class:`PriceRequest` for the rest."""
    day = request.date
    if day is None:
        return unpriced("no day of discharge: a price belongs to a day")
    hospital = placed(request.hospital or Hospital(), day, books)
    year = year_of(day)
    if year is None:
        return unpriced(f"IPPS factors of FY{fiscal_year(day)} are not in", date=day)
    if reason := unusable(hospital) or _unusable(request) or _reduced(hospital, year):
        return unpriced(reason, date=day)
    group, reason = _group(request.code, day, books)
    if group is None:
        return unpriced(reason, date=day)
    return _priced(request, group, hospital, year, day, reason)


def price_claim(request: PriceRequest, books: Installed | None = None) -> Price:
    """A claim is grouped first, which another trade does: ``claimwright.flow.institutional`` does both."""
    return unpriced("the stay of a claim must be grouped first: claimwright.flow.institutional does both")


def _unusable(request: PriceRequest) -> str:
    if request.days is not None and not 0 <= request.days <= MOST_DAYS:
        return f"{request.days} is no number of days"
    if request.charge is not None and not 0 <= request.charge <= MOST_CHARGES:
        return f"{request.charge} are no covered charges"
    for one in request.technologies:
        if not (one.most.is_finite() and one.percent.is_finite() and 0 <= one.most <= 10**9 and 0 <= one.percent <= 100):
            return "a new technology without usable amounts"
    return ""


def _reduced(hospital: Hospital, year: Year) -> str:
    if hospital.reports_quality and hospital.uses_ehr:
        return ""
    return f"the reduced standardized amounts of FY{year.fiscal_year} (no quality reporting, no health records) are not stated here"


def _group(drg: str, day: dt.date, books: Installed | None) -> tuple[Group | None, str]:
    """The group of Table 5, with its release in place of a reason; or the reason why there is none."""
    bare = drg.strip().zfill(3)
    weights = shelf_of(books.store).drg_weights if books else None
    row = weights.lookup(bare, on=day) if weights else None
    if row is None:
        missing = weights is None or not any(True for _ in weights.releases.begun(day, periodic=True))
        told = f"rates not installed: IPPS Table 5 of FY{fiscal_year(day)}"
        return None, told if missing else "no such MS-DRG in Table 5 of the fiscal year"
    if row.weight is None:
        return None, f"MS-DRG {bare} has no weight: it is not paid"
    marks = {"post_acute": row.post_acute.strip().lower() == "yes", "special_pay": row.special_pay.strip().lower() == "yes"}
    return Group(drg=bare, weight=row.weight, gmlos=row.gmlos, **marks), row.release


def _priced(request: PriceRequest, group: Group, hospital: Hospital, year: Year, day: dt.date, release: str) -> Price:
    steps: list[Step] = []
    rate = formula.rates(group, hospital, year, steps)
    part, notes = _part(request, group)
    if part.why:
        steps.append(Step(part.why, str(part.fraction), "42 CFR 412.4"))
    paid = _paid(request, group, hospital, year, rate, part, steps)
    amount = _total(paid, hospital, steps)
    return Price(
        amount=amount, steps=tuple(steps), notes=(*notes, *paid.notes), date=day, national=hospital.wage_index is None,
        releases={"msdrg-weights": release, "ipps_factors": f"FY{year.fiscal_year}"},
    )  # fmt: skip


def _part(request: PriceRequest, group: Group) -> tuple[Part, tuple[str, ...]]:
    """What a transfer leaves; a note where nobody can tell whether it is one."""
    status = request.discharge_status.strip().zfill(2) if request.discharge_status.strip() else ""
    if not status:
        return Part(formula.ONE), ("the discharge status is not given: no transfer is assumed",)
    if request.days is None:
        transfer = rules().transfer
        suspect = status in transfer.hospital or (status in transfer.after_care and group.post_acute)
        return Part(formula.ONE), ("a transfer, but the days are not given: priced in full",) if suspect else ()
    return formula.transferred(group, request.days, status), ()


def _paid(
    request: PriceRequest, group: Group, hospital: Hospital, year: Year, rate: Rates, part: Part, steps: list[Step]
) -> _Paid:  # fmt: skip
    full, capital = rate.operating * part.fraction, rate.capital * part.fraction
    operating, teaching = Money.of(full), Money.of(full * rate.teaching)
    share = Money.of(full * rate.share * rules().empirical_share)
    capital_paid = Money.of(capital * (1 + rate.capital_teaching + rate.capital_share))
    steps.append(Step("operating payment of this stay", str(operating)))
    if teaching:
        steps.append(Step(f"indirect medical education: x {rate.teaching}", str(teaching), "42 CFR 412.105"))
    if share:
        steps.append(Step(f"disproportionate share: a quarter of x {rate.share}", str(share), "42 CFR 412.106"))
    steps.append(Step(f"capital payment: x (1 + {rate.capital_teaching} + {rate.capital_share})", str(capital_paid), "42 CFR 412.320, 322"))
    technology, outliers, notes = _by_cost(request, group, hospital, year, rate, part, operating + teaching + share, steps)
    return _Paid(operating, teaching, share, capital_paid, technology, outliers, notes)


def _by_cost(
    request: PriceRequest, group: Group, hospital: Hospital, year: Year, rate: Rates, part: Part, base: Money, steps: list[Step]
) -> tuple[Money, tuple[Money, Money], tuple[str, ...]]:  # fmt: skip
    """New technology and outliers: what depends on the cost of the stay. ``base``: operating payment with teaching and share."""
    ratio, charges = hospital.cost_to_charge, request.charge
    if ratio is None or charges is None:
        missing = "cost-to-charge ratio" if ratio is None else "covered charges"
        beside = " nor new technology" if request.technologies else ""
        return Money(0), (Money(0), Money(0)), (f"the {missing} are not given: no outlier{beside} can be told",)
    excess = Decimal(charges.dollars * ratio) - base.dollars
    technology = formula.technology(excess, request.technologies, steps) if request.technologies else Money(0)
    notes = () if hospital.capital_cost_to_charge is not None else ("the capital cost-to-charge ratio is not given: taken as none",)
    beside_cost = technology.dollars + hospital.uncompensated_care.dollars
    parts = formula.thresholds(rate, part, charges, hospital, year, beside_cost)
    return technology, formula.outlier(parts, group.drg, steps), notes


def _total(paid: _Paid, hospital: Hospital, steps: list[Step]) -> Money:
    """Everything together, with the adjustments of the year (42 CFR 412.152 to 412.172)."""
    base = paid.operating + paid.technology
    valued = Money.of(base.dollars * hospital.value_based) - base
    readmitted = Money.of(base.dollars * hospital.readmissions) - base
    if hospital.uncompensated_care:
        steps.append(Step("uncompensated care", str(hospital.uncompensated_care), "42 CFR 412.106(g)"))
    if valued:
        steps.append(Step(f"value-based purchasing: x {hospital.value_based} of the base", str(valued), "42 CFR 412.162"))
    if readmitted:
        steps.append(Step(f"readmissions reduction: x {hospital.readmissions} of the base", str(readmitted), "42 CFR 412.154"))
    added = (paid.teaching, paid.share, paid.capital, paid.technology, *paid.outliers, hospital.uncompensated_care, valued, readmitted)
    total = paid.operating + Money.total(added)
    if hospital.acquired_conditions:
        cut = Money.of(total.dollars * rules().acquired_percent / 100)
        steps.append(Step(f"hospital-acquired conditions: {rules().acquired_percent} % off the whole", str(-cut), "42 CFR 412.172"))
        total -= cut
    return total
