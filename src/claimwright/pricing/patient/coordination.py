"""What a second payer pays beside the first.

``standard``: never more together than the allowable expense, the second no more than alone (NAIC Model Regulation 120, section 6).
``non-duplication`` (also called carve-out): what the second would have paid alone, less what the first paid.
``maintenance``: the second's own deductible and coinsurance on what the first left unpaid.
``medicare``: the lowest of three amounts (42 CFR 411.33(a); Pub. 100-05, chapter 5).
"""

from __future__ import annotations

from typing import Literal

from claimwright.core import ZERO, Money, Sparse

from ..values import Step
from .benefits import Benefits, Year, share

Method = Literal["standard", "non-duplication", "maintenance", "medicare"]
METHODS: tuple[Method, ...] = ("standard", "non-duplication", "maintenance", "medicare")
SOURCES = {
    "standard": "NAIC Model Regulation 120, section 6",
    "non-duplication": "NAIC Model Regulation 120, definitions: contract's term",
    "maintenance": "contract's term",
    "medicare": "42 CFR 411.33(a)",
}


class Primary(Sparse, frozen=True, kw_only=True):
    """What the first payer did: its allowed amount, what it paid, and what it left to the patient."""

    allowed: Money
    paid: Money
    patient: Money = ZERO


class Coordination(Sparse, frozen=True, kw_only=True):
    """What the second payer pays and what the patient then owes. ``saved``: what it did not pay because another had paid."""

    paid: Money
    patient: Money
    normal: Money
    saved: Money
    steps: tuple[Step, ...] = ()


def secondary(
    method: Method, primary: Primary, allowed: Money, benefits: Benefits, year: Year = Year(), charge: Money | None = None  # noqa: B008
) -> Coordination:  # fmt: skip
    """The second payer's payment. ``allowed``: what it allows itself; ``charge``: needed for Medicare.

    Raises ValueError for an unknown method, a negative amount, or Medicare without the charge.
    """
    if method not in METHODS:
        raise ValueError(f"no method of coordination {method!r}; known: {', '.join(METHODS)}")
    if primary.allowed < 0 or primary.paid < 0 or primary.patient < 0:
        raise ValueError("an amount of the first payer is below zero")
    normal = share(allowed, benefits, year).plan
    steps = [Step("the second payer alone would pay", str(normal))]
    paid = _paid(method, primary, allowed, benefits, year, normal, charge, steps)
    owed = max(ZERO, _open(primary) - paid)
    steps += [Step("second payer pays", str(paid), SOURCES[method]), Step("patient owes", str(owed))]
    return Coordination(paid=paid, patient=owed, normal=normal, saved=normal - paid, steps=tuple(steps))


def _open(primary: Primary) -> Money:
    """What the first payer left: of its allowed amount, and at least what it gave to the patient."""
    return max(primary.patient, primary.allowed - primary.paid)


def _paid(
    method: Method, primary: Primary, allowed: Money, benefits: Benefits, year: Year, normal: Money, charge: Money | None, steps: list[Step]
) -> Money:  # fmt: skip
    if method == "non-duplication":
        return max(ZERO, normal - primary.paid)
    if method == "maintenance":
        left = max(ZERO, allowed - primary.paid)
        steps.append(Step("its allowed amount less what the first paid", str(left)))
        return share(left, benefits, year).plan
    if method == "medicare":
        return _medicare(primary, allowed, normal, charge, steps)
    expense = max(allowed, primary.allowed)
    steps.append(Step("allowable expense: the higher allowed amount", str(expense)))
    return max(ZERO, min(normal, expense - primary.paid, _open(primary)))


def _medicare(primary: Primary, allowed: Money, normal: Money, charge: Money | None, steps: list[Step]) -> Money:
    if charge is None:
        raise ValueError("Medicare as second payer needs the charge")
    amounts = {
        "charge less the first payment": charge - primary.paid,
        "what Medicare would pay alone": normal,
        "higher of the two allowed amounts less the first payment": max(allowed, primary.allowed) - primary.paid,
    }
    steps += [Step(what, str(amount), SOURCES["medicare"]) for what, amount in amounts.items()]
    return max(ZERO, min(amounts.values()))
