"""The patient's share of a covered service by the benefits of a plan.

The words and their order are those of a Summary of Benefits and Coverage (45 CFR 147.200; definitions in 45 CFR 155.20 and HealthCare.gov's
uniform glossary): deductible, copayment, coinsurance, out-of-pocket limit (42 U.S.C. 18022(c)). What a plan leaves out differs by plan,
so it is stated, never assumed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from claimwright.core import ZERO, Money, Sparse

from ..values import Step

CopayRule = Literal["instead", "before", "after"]


class Benefits(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a plan asks of a patient for one kind of service.

    ``copay_rule``: ``instead`` of deductible and coinsurance, ``before`` them, or ``after`` the deductible in place of coinsurance.
    ``coinsurance``: percent. ``deductible_applies``: False where the plan waives it for this service. ``benefit_left``: the most the plan
    still pays for this kind of service, None = no limit. ``covered``: False where it is no benefit at all.
    """

    copay: Money = ZERO
    copay_rule: CopayRule = "instead"
    coinsurance: Decimal = Decimal(0)
    deductible_applies: bool = True
    benefit_left: Money | None = None
    covered: bool = True


class Year(Sparse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left of the year's sums before a service: of the deductible, and of what the patient may still have to pay out of pocket.

    The family's sums count where they are less. None: the plan has no such sum.
    """

    deductible: Money = ZERO
    family_deductible: Money | None = None
    out_of_pocket: Money | None = None
    family_out_of_pocket: Money | None = None

    @property
    def open_deductible(self) -> Money:
        """What the patient still has to meet."""
        return self.deductible if self.family_deductible is None else min(self.deductible, self.family_deductible)

    @property
    def limit(self) -> Money | None:
        """The most that the patient still pays this year."""
        return min((one for one in (self.out_of_pocket, self.family_out_of_pocket) if one is not None), default=None)

    def after(self, deductible: Money, owed: Money) -> Year:
        """What is left once so much of the deductible was met and so much was owed."""
        return Year(
            deductible=max(ZERO, self.deductible - deductible), family_deductible=_less(self.family_deductible, deductible),
            out_of_pocket=_less(self.out_of_pocket, owed), family_out_of_pocket=_less(self.family_out_of_pocket, owed),
        )  # fmt: skip


class Share(Sparse, frozen=True, kw_only=True):
    """Who owes what of an allowed amount. ``patient`` = copay + deductible + coinsurance + not_covered + over_benefit.

    ``year``: what is left of the year's sums afterwards, for the next line.
    """

    allowed: Money
    plan: Money
    patient: Money
    copay: Money = ZERO
    deductible: Money = ZERO
    coinsurance: Money = ZERO
    not_covered: Money = ZERO
    over_benefit: Money = ZERO
    steps: tuple[Step, ...] = ()
    year: Year = Year()


def share(allowed: Money, benefits: Benefits, year: Year = Year(), not_covered: Money = ZERO) -> Share:  # noqa: B008 - a frozen value
    """Divide an allowed amount between plan and patient. ``not_covered``: a part of it that is no benefit.

    Raises ValueError for a negative amount or a percentage outside 0 to 100: what is wrong with benefits is never made up for.
    """
    _sound(allowed, benefits, year, not_covered)
    if not benefits.covered:
        steps = (Step("not a benefit of the plan", str(allowed)),)
        return Share(allowed=allowed, plan=ZERO, patient=allowed, not_covered=allowed, steps=steps, year=year)
    trail = [Step("not covered", str(not_covered))] if not_covered else []
    covered = allowed - not_covered
    copay, deductible, coinsurance = _limited(_asked(covered, benefits, year, trail), year, trail)
    owed = copay + deductible + coinsurance
    plan, over = _within_benefit(covered - owed, benefits, trail)
    trail += [Step("patient owes", str(allowed - plan)), Step("plan pays", str(plan))]
    return Share(
        allowed=allowed, plan=plan, patient=allowed - plan, copay=copay, deductible=deductible, coinsurance=coinsurance,
        not_covered=not_covered, over_benefit=over, steps=tuple(trail), year=year.after(deductible, owed),
    )  # fmt: skip


def share_lines(lines: Iterable[tuple[Money, Benefits]], year: Year) -> list[Share]:
    """Lines one after another, each by its own benefits, the year's sums running through them. A copay per visit stands at one line."""
    shares: list[Share] = []
    for allowed, benefits in lines:
        shares.append(share(allowed, benefits, year))
        year = shares[-1].year
    return shares


def _sound(allowed: Money, benefits: Benefits, year: Year, not_covered: Money) -> None:
    amounts = (
        allowed, not_covered, benefits.copay, benefits.benefit_left, year.deductible, year.family_deductible, year.out_of_pocket,
        year.family_out_of_pocket,
    )  # fmt: skip
    if any(amount is not None and amount < 0 for amount in amounts):
        raise ValueError("an amount of the benefits is below zero")
    if not 0 <= benefits.coinsurance <= 100:
        raise ValueError(f"coinsurance of {benefits.coinsurance} percent: 0 to 100 are possible")
    if not_covered > allowed:
        raise ValueError(f"not covered {not_covered} is more than allowed {allowed}")


def _asked(covered: Money, benefits: Benefits, year: Year, trail: list[Step]) -> tuple[Money, Money, Money]:
    """Copay, deductible and coinsurance before the out-of-pocket limit, in the plan's order."""
    rule, copay = benefits.copay_rule, min(benefits.copay, covered)
    if copay and rule == "instead":
        trail.append(Step("copay, in place of deductible and coinsurance", str(copay)))
        return copay, ZERO, ZERO
    if copay and rule == "before":
        trail.append(Step("copay", str(copay)))
        covered = covered - copay
    open_deductible = year.open_deductible if benefits.deductible_applies else ZERO
    deductible = min(open_deductible, covered)
    trail.append(
        Step(f"deductible, {open_deductible} not yet met" if benefits.deductible_applies else "deductible waived", str(deductible))
    )
    left = covered - deductible
    if copay and rule == "after":
        copay = min(copay, left)
        trail.append(Step("copay after the deductible", str(copay)))
        return copay, deductible, ZERO
    coinsurance = Money.of(left.dollars * benefits.coinsurance / 100)
    trail.append(Step(f"coinsurance, {benefits.coinsurance} % of {left}", str(coinsurance)))
    return copay, deductible, coinsurance


def _limited(asked: tuple[Money, Money, Money], year: Year, trail: list[Step]) -> tuple[Money, Money, Money]:
    """The same under the out-of-pocket limit: coinsurance falls first, then the deductible, then the copay."""
    limit = year.limit
    too_much = Money(sum(asked) - limit) if limit is not None else ZERO
    if too_much <= 0:
        return asked
    trail.append(Step(f"out-of-pocket limit, {limit} left: taken off", str(too_much)))
    copay, deductible, coinsurance = asked
    coinsurance, too_much = coinsurance - min(too_much, coinsurance), too_much - min(too_much, coinsurance)
    deductible, too_much = deductible - min(too_much, deductible), too_much - min(too_much, deductible)
    return copay - too_much, deductible, coinsurance


def _within_benefit(plan: Money, benefits: Benefits, trail: list[Step]) -> tuple[Money, Money]:
    """What the plan pays and what is above the limit of the benefit."""
    over = max(ZERO, plan - benefits.benefit_left) if benefits.benefit_left is not None else ZERO
    if over:
        trail.append(Step(f"above what is left of the benefit, {benefits.benefit_left}", str(over)))
    return plan - over, over


def _less(amount: Money | None, by: Money) -> Money | None:
    return None if amount is None else max(ZERO, amount - by)
