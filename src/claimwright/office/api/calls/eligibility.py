"""``/api/v1/eligibility``: what payers say of coverage."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from claimwright import core
from claimwright.core import Money
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, at, name
from claimwright.office.api.declaring import Calls
from claimwright.office.api.paging import Page
from claimwright.office.api.schemas import Day
from claimwright.office.eligibility import actions, queries
from claimwright.office.eligibility.jobs import ask_about
from claimwright.office.eligibility.models import Eligibility
from claimwright.office.patients import queries as registration

from .jobs import as_job


class EligibilityRow(Sparse, frozen=True, kw_only=True):
    """An answer in a list. ``standing``: active, inactive, refused, none. ``simulated``: the sandbox said so, no payer did."""

    id: str
    patient: str
    insurance: str
    on: date
    asked_on: date
    standing: str
    simulated: bool
    by: str
    at: str


class EligibilityWhole(Sparse, frozen=True, kw_only=True):
    """A question and its answer."""

    row: EligibilityRow
    question: core.EligibilityInquiry
    answer: core.EligibilityAnswer | None


class Asked(Sparse, frozen=True, kw_only=True):
    """An insurance (its id), and the day of service."""

    insurance: Id
    on: date


class OneCode(Sparse, frozen=True):
    """A service, by its code."""

    code: Annotated[str, Meta(min_length=1, max_length=5)]


class Used(Sparse, frozen=True):
    """Something that an estimate rests on: allowed, deductible left, copay, coinsurance, out of pocket left."""

    what: str
    says: str


class EstimateWhole(Sparse, frozen=True, kw_only=True):
    """What a patient would owe for one unit of a service and what the plan would pay; null and ``why`` where that is not known."""

    code: str
    charge: Money | None
    allowed: Money | None
    patient: Money | None
    plan: Money | None
    used: tuple[Used, ...] = ()
    why: str = ""


class OfDay(Sparse, frozen=True):
    """A day of visits."""

    on: date


class Wanted(Page):
    """Narrowing a list of answers."""

    on: Day = None


def as_row(row: Eligibility) -> EligibilityRow:
    """An answer in a list."""
    return EligibilityRow(
        id=row.public_id, patient=row.insurance.patient.public_id, insurance=row.insurance.public_id, on=row.on, asked_on=row.asked_on,
        standing=row.standing, simulated=row.simulated, by=name(row.by), at=at(row.created_at),
    )  # fmt: skip


def as_eligibility(row: Eligibility) -> EligibilityWhole:
    """An answer whole."""
    return EligibilityWhole(row=as_row(row), question=row.question, answer=row.answer)


def estimate(row: Eligibility, code: str) -> EstimateWhole:
    """What a patient would owe, by this answer."""
    found = queries.estimate(row, code.upper())
    patient, plan = (found.share.patient, found.share.plan) if found.share else (None, None)
    return EstimateWhole(
        code=found.code, charge=found.charge, allowed=found.allowed, patient=patient, plan=plan,
        used=tuple(Used(*one) for one in found.used), why=found.why,
    )  # fmt: skip


def ask(practice: Any, *, by: Any, insurance: str, on: date) -> Eligibility | None:
    """Ask the payer about one insurance. What was answered today is not asked again."""
    row = registration.insurance(practice, insurance)
    actions.ask(practice, [(row, on)], by=by)
    rows = Eligibility.objects.for_practice(practice).filter(insurance=row, on=on).select_related("insurance__patient", "by")
    return rows.order_by("-id").first()


def _rows(practice: Any, asked: Wanted) -> Any:
    rows = Eligibility.objects.for_practice(practice).select_related("insurance__patient", "by")
    return rows.filter(on=asked.on) if asked.on else rows


calls = Calls("eligibility", "eligibility:read", shows=as_eligibility)
calls.many(_rows, shows=as_row, seen="eligibility:list:read", asks=Wanted, summary="Answers about coverage")
calls.one(queries.answer, seen="eligibility:read", summary="One answer about coverage")
calls.judge(
    "/{public_id}/estimate", estimate, on=queries.answer, takes=OneCode, seen="eligibility:read", summary="What a patient would owe"
)
calls.act("/day", ask_about, "Ask about everybody who comes on a day", takes=OfDay, shows=as_job, status=202, does=actions.ask)
calls.act("", ask, "Ask a payer", takes=Asked, status=201, does=actions.ask)
