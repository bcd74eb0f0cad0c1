"""Reading what payers answered."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from claimwright.core import Money
from claimwright.office.kit.asking import one_of
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
    """What a patient would owe for a service. ``share``: None where no rate is known; ``why`` then says so."""

    code: str
    charge: Money | None
    allowed: Money | None
    share: Any
    why: str


def estimate(one: Eligibility, code: str) -> Estimate:
    """By the payer's terms as they were answered and the rate that is known; never a guess."""
    charge = fee_list(one.practice).get(code)
    amount, why = engine.allowed(one.question.payer.id, code, one.on)
    if one.answer is None or one.standing != "active":
        return Estimate(code, charge, amount, None, "the coverage is not known to be active")
    if amount is None:
        return Estimate(code, charge, None, None, why)
    if charge is not None:
        amount = min(amount, charge)
    told = reading.terms(one.answer)
    return Estimate(code, charge, amount, engine.share(amount, *told), why)
