"""The price of a whole stay or case: daily rates, case rates, weights, and the stop-loss above a threshold of charges."""

from __future__ import annotations

from claimwright.core import ClaimLine, Money
from claimwright.payers.contract import Days, StopLoss, Term

from ..pfs.draft import NoPrice
from ..values import Step
from .case import Case, part


def by_stay(case: Case, term: Term, covered: tuple[ClaimLine, ...]) -> tuple[Money, tuple[Step, ...]]:
    """What a term pays for the stay; ``covered``: the lines that no carve-out pays, whose charges the stop-loss counts. Raises NoPrice."""
    if term.per_diem:
        amount, steps = _daily(term, case.days())
    elif term.weight is not None:
        amount, steps = _weighted(case, term, term.weight)
    else:
        amount, steps = _case(case, term)
    if term.stop_loss is None:
        return amount, steps
    last, more = _stop_loss(term, term.stop_loss, amount, Money.total(line.charge for line in covered))
    return last, (*steps, *more)


def _daily(term: Term, days: int) -> tuple[Money, tuple[Step, ...]]:
    total, steps, left = Money(0), [], days
    for tier in term.per_diem:
        counted = _tier(tier, left)
        if counted:
            total += tier.amount * counted
            steps.append(_step(term, f"{counted} days at {tier.amount}", total))
        left -= counted
    if left:
        raise NoPrice(f"term {term.id!r} has daily rates for {days - left} days, the stay has {days}")
    return total, tuple(steps)


def _tier(tier: Days, left: int) -> int:
    return left if tier.days is None else min(left, tier.days)


def _weighted(case: Case, term: Term, rate: Money) -> tuple[Money, tuple[Step, ...]]:
    weight = case.request.drg_weight
    if weight is None or weight <= 0:
        raise NoPrice(f"term {term.id!r} pays by DRG weight, and no weight above 0 is stated (drg_weight)")
    amount = Money.of(rate.dollars * weight)
    return amount, (_step(term, f"{rate} x weight {weight} of DRG {case.request.drg}", amount),)


def _case(case: Case, term: Term) -> tuple[Money, tuple[Step, ...]]:
    """The flat rate, or the dearest rate among the DRG and the procedures that are on the claim."""
    if term.case is not None:
        return term.case, (_step(term, "case rate", term.case),)
    names = {case.request.drg, *(line.procedure for line in case.lines)} & set(term.cases)
    name = max(names, key=lambda one: (term.cases[one], one))
    return term.cases[name], (_step(term, f"case rate of {name}", term.cases[name]),)


def _stop_loss(term: Term, stop: StopLoss, amount: Money, charges: Money) -> tuple[Money, tuple[Step, ...]]:
    if charges <= stop.threshold:
        return amount, (_step(term, f"stop-loss: charges {charges} are not above {stop.threshold}", amount),)
    if stop.kind == "first_dollar":
        total = part(charges, stop.percent)
        return total, (
            _step(term, f"stop-loss from the first dollar: {stop.percent} % of all charges {charges} in place of the rate", total),
        )
    above = part(charges - stop.threshold, stop.percent)
    words = f"stop-loss: {stop.percent} % of the charges above {stop.threshold}: {charges - stop.threshold}"
    return amount + above, (_step(term, words, above), _step(term, "rate and stop-loss", amount + above))


def _step(term: Term, what: str, amount: Money) -> Step:
    return Step(f"term {term.id!r}: {what}", str(amount), term.source)
