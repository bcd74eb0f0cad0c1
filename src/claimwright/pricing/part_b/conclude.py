"""From a schedule's fee to what is allowed and who owes it, in the order of the law.

Practitioner's percentage, participation, the lesser of charge (SSA 1833(a)(1), 1848(a)), deductible, coinsurance, sequestration. Each
changes a sum to whole cents. Sequestration is taken from the payment alone: the patient owes as if there were none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from claimwright.core import ZERO, Money, Value

from ..values import PriceRequest, Settlement, Step
from .rules import PartB, Practitioner, part_b, practitioner

ASSISTANT = "AS"
"""A practitioner who assists at surgery: the percentage of the modifier already holds the practitioner's."""
_SCREENING, _PREVENTIVE = "PT", "33"
_ASSISTED = frozenset({"CQ", "CO"})


class Conclusion(Value, frozen=True):
    """What became of a fee. Fields as those of a price; ``steps`` are only those of this part."""

    amount: Money
    allowed: Money | None
    limiting_charge: Money | None
    settlement: Settlement | None
    steps: tuple[Step, ...]


def conclude(fee: Money, request: PriceRequest, day: dt.date) -> Conclusion:
    """Apply what follows the fee. ``request`` tells who rendered, took part, charged, and what is left of the deductible."""
    who = practitioner(request.practitioner) if request.practitioner else None
    if who is None and request.participating and request.charge is None and request.deductible is None:
        return Conclusion(fee, None, None, None, ())
    steps: list[Step] = []
    amount = _of_practitioner(fee, who, request.modifiers, steps)
    limiting = None
    if not request.participating:
        amount, limiting = _participation(amount, who, request.assigned, steps)
    allowed = _lesser(amount, request.charge, steps)
    settlement = None
    if request.deductible is not None:
        settlement = settle(allowed, request.deductible, request.code, request.modifiers, day)
    return Conclusion(amount, allowed if request.charge is not None else None, limiting, settlement, tuple(steps))


def settle(allowed: Money, deductible: Money, code: str, modifiers: Collection[str], day: dt.date) -> Settlement:
    """Who owes what of an allowed amount. ``deductible``: what the patient has not yet met of it."""
    rules = part_b()
    percent, exempt, why = _sharing(rules, code, modifiers, day)
    met = ZERO if exempt else min(allowed, max(deductible, ZERO))
    coinsurance = Money.of((allowed - met).dollars * percent / 100)
    share = allowed - met - coinsurance
    due, assisted = _by_assistant(share, modifiers, rules)
    cut = Money.of(due.dollars * rules.sequestered(day) / 100)
    steps = (
        Step(f"deductible not yet met, at most {allowed}{why}", str(met), "SSA 1833(b); 42 CFR 410.160"),
        Step(f"coinsurance, {percent} % of {allowed - met}{why}", str(coinsurance), rules.coinsurance.source),
        Step("Medicare's share", str(share)),
        *assisted,
        Step(f"sequestration, {rules.sequestered(day)} % of the payment", str(cut), "2 U.S.C. 901a(6); CARC 253"),
        Step("payment", str(due - cut)),
    )
    return Settlement(
        allowed=allowed, deductible=met, coinsurance=coinsurance, patient=met + coinsurance, reduction=share - due, sequestration=cut,
        paid=due - cut, steps=steps,
    )  # fmt: skip


def _by_assistant(share: Money, modifiers: Collection[str], rules: PartB) -> tuple[Money, tuple[Step, ...]]:
    """Medicare's share of therapy that an assistant rendered."""
    if not _ASSISTED & set(modifiers):
        return share, ()
    rule = rules.therapy_assistant
    due = Money.of(share.dollars * rule.percent / 100)
    return due, (Step(f"rendered by a therapy assistant: {rule.percent} % of Medicare's share", str(due), rule.source),)


def _sharing(rules: PartB, code: str, modifiers: Collection[str], day: dt.date) -> tuple[Decimal, bool, str]:
    """Coinsurance in percent, whether the deductible is waived, and why either differs from the rule."""
    screening = rules.screening_coinsurance(day) if _SCREENING in modifiers else None
    if screening is not None:
        return screening, True, " (screening that became a treatment, modifier PT)"
    if code in rules.preventive.codes or _PREVENTIVE in modifiers:
        return Decimal(0), True, " (preventive service)"
    return rules.coinsurance.percent, False, ""


def _of_practitioner(fee: Money, who: Practitioner | None, modifiers: Collection[str], steps: list[Step]) -> Money:
    if who is None or who.percent == 100 or ASSISTANT in modifiers:
        return fee
    amount = Money.of(fee.dollars * who.percent / 100)
    steps.append(Step(f"rendered by a {who.words}: {who.percent} %", str(amount), who.source))
    return amount


def _participation(amount: Money, who: Practitioner | None, assigned: bool, steps: list[Step]) -> tuple[Money, Money | None]:
    rule = part_b().participation
    amount = Money.of(amount.dollars * rule.nonparticipating / 100)
    steps.append(Step(f"does not participate: {rule.nonparticipating} %", str(amount), rule.source))
    if assigned or (who is not None and who.assignment):
        return amount, None
    limiting = Money.of(amount.dollars * rule.limiting / 100)
    steps.append(Step(f"limiting charge without assignment: {rule.limiting} % of that", str(limiting), rule.source))
    return amount, limiting


def _lesser(amount: Money, charge: Money | None, steps: list[Step]) -> Money:
    if charge is None:
        return amount
    allowed = min(amount, charge)
    steps.append(Step(f"lesser of the charge {charge} and {amount}", str(allowed), "SSA 1848(a)(1)"))
    return allowed
