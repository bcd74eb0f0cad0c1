"""Reading what payers answered."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from claimwright.core import Money
from claimwright.office.house import queries as agreed
from claimwright.office.house.engine import priced_one as priced
from claimwright.office.kit.asking import one_of
from claimwright.office.kit.templatetags.office import money
from claimwright.office.patients import queries as registration
from claimwright.office.patients.models import Insurance
from claimwright.office.practices.actions import fee_list
from claimwright.office.practices.models import Practice

from . import engine, reading
from .models import Eligibility


class Checked(NamedTuple):
    """A visit with its insurances, and the newest answer about each on that day."""

    visit: Any
    insurances: list[tuple[Insurance, Eligibility | None]]

    @property
    def standing(self) -> str:
        """The worst of it: none is insured, nobody was asked, not active, not found, active."""
        if not self.insurances:
            return "uninsured"
        first = self.insurances[0][1]
        return first.standing if first else "unasked"


def answer(practice: Practice, public_id: str) -> Eligibility:
    """One answer of this practice, or 404."""
    rows = Eligibility.objects.for_practice(practice).select_related("insurance__patient", "sent", "received", "by")
    return one_of(rows, public_id)


def of_day(practice: Practice, on: date) -> list[Checked]:
    """The visits of a day with what is known of their coverage."""
    visits = list(registration.visits(practice, on))
    people = {visit.patient_id for visit in visits}
    insured: dict[int, list[Insurance]] = {}
    for row in Insurance.objects.for_practice(practice).filter(patient__in=people).select_related("patient").order_by("id"):
        insured.setdefault(row.patient_id, []).append(row)
    answers = {}
    rows = Eligibility.objects.for_practice(practice).filter(on=on, insurance__patient__in=people).select_related("insurance__patient")
    for one in rows.order_by("id"):
        answers[one.insurance_id] = one
    order = {key: sorted(found, key=lambda row: row.value.sequence) for key, found in insured.items()}
    return [Checked(visit, [(row, answers.get(row.pk)) for row in order.get(visit.patient_id, [])]) for visit in visits]


def before(one: Eligibility) -> Eligibility | None:
    """The answer before this one about the same insurance."""
    rows = Eligibility.objects.for_practice(one.practice_id).filter(insurance=one.insurance_id, pk__lt=one.pk, answer__isnull=False)
    return rows.order_by("-id").first()


class Estimate(NamedTuple):
    """What a patient would owe for a service. ``used``: what it rests on, each with its words; ``share``: None where ``why`` says so."""

    code: str
    charge: Money | None
    allowed: Money | None
    share: Any
    used: list[tuple[str, str]]
    why: str = ""


def estimate(one: Eligibility, code: str) -> Estimate:
    """By the payer's terms as they were answered, and what is allowed by contract; without one by its known rate or by the charge."""
    charge = fee_list(one.practice).get(code)
    amount, source = _allowed(one, code, charge)
    if one.answer is None or one.standing != "active":
        return Estimate(code, charge, amount, None, [], "the coverage is not known to be active")
    if amount is None:
        return Estimate(code, charge, None, None, [], source)
    told = reading.terms(one.answer)
    used = [("allowed", f"{money(amount)} ({source})"), *reading.told(told)]
    return Estimate(code, charge, amount, engine.share(amount, *told), used)


def _allowed(one: Eligibility, code: str, charge: Money | None) -> tuple[Money | None, str]:
    """What the payer allows for one unit, and by what; None and why where nothing says so."""
    payer = one.question.payer.id
    contract = agreed.contract_of(one.practice, payer, one.on)
    if contract is not None:
        pays, why = priced(contract.text, code, charge, one.on)
        return pays, f"contract {contract.name}: {why}" if pays is not None else f"the contract {contract.name} says: {why}"
    amount, source = engine.allowed(payer, code, one.on)
    if amount is None:
        return charge, "no contract: charge" if charge is not None else source
    return (min(amount, charge) if charge is not None else amount), f"no contract: {source}"
