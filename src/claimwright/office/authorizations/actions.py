"""Asking for authorizations, writing numbers down that were told otherwise, using them on claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from claimwright import core
from claimwright.office.claims import build
from claimwright.office.claims.inquiries import asked_in, inquire, simulated
from claimwright.office.claims.models import Claim, File
from claimwright.office.encounters.models import Encounter, Patient
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.kit.clock import office_day
from claimwright.office.practices.models import Payer, Practice

from . import queries, reading
from .errors import CannotUse, NeedsReason, NothingAsked
from .models import Authorization
from .values import Service

REFERENCE = "prior_authorization"
"""Under which name the number stands in an encounter and on a claim."""


@action("authorization:ask")
def ask(
    practice: Practice, patient: Patient, coverage: core.Coverage, services: Sequence[Service], *, by: Any, on: core.Period,
    diagnoses: Sequence[str] = (),
) -> Authorization:  # fmt: skip
    """Ask a payer for an authorization by a 278; the sandbox answers, and the answer says so.

    The same services for the same days are asked for once a day, unless the payer has not decided or not answered.
    """
    if not services:
        raise NothingAsked
    today = office_day(practice)
    if (known := queries.asked_already(patient, coverage, services, on, today)) is not None:
        return unchanged(known)
    asked = inquire(practice, "278", [_question(practice, patient, coverage, services, on, diagnoses)])
    ((question, answer),) = asked.answered
    made = Authorization(
        practice=practice, patient=patient, payer=_payer(practice, coverage.payer), services=tuple(services), asked_on=today,
        question=question, sent=asked.sent, by=by.user,
    )  # fmt: skip
    _answered(made, answer, asked.received)
    audit.detail(authorization=made.public_id, state=made.state)
    return made


def take(practice: Practice, answer: core.AuthorizationAnswer, file: File, by: Any) -> bool:
    """Keep a decision that came in a file on the request with its trace; whether there is such a request."""
    sent = asked_in(practice, answer.id)
    for one in Authorization.objects.for_practice(practice).filter(sent=sent) if sent else ():
        if one.question.id == answer.id:
            _answered(one, answer, file)
            return True
    return False


def _answered(row: Authorization, answer: core.AuthorizationAnswer | None, file: File) -> None:
    row.answer, row.received, row.simulated = answer, file, simulated(file)
    row.state, row.number = reading.state(answer), reading.number(answer)
    row.first, row.last = reading.days(answer)
    row.save()


@action("authorization:keep")
def keep(
    patient: Patient, coverage: core.Coverage, services: Sequence[Service], *, by: Any, number: str, first: date, last: date, told: str
) -> Authorization:
    """Write a number down that the payer gave by telephone, letter or portal. ``told``: who gave it, and how."""
    written = number.strip()[:50]
    if not written or not told.strip() or last < first:
        raise NothingAsked
    practice = patient.practice
    for known in queries.of_patient(patient):
        if known.number == written and not known.withdrawn:
            return unchanged(known)
    return Authorization.objects.create(
        practice=practice, patient=patient, payer=_payer(practice, coverage.payer), state=Authorization.State.CERTIFIED, first=first,
        last=last, number=written, services=tuple(services), asked_on=office_day(practice), told=told.strip()[:200], by=by.user,
    )  # fmt: skip


@action("authorization:use")
def use(authorization: Authorization, encounter: Encounter, *, by: Any) -> Encounter:
    """Put the number on an encounter whose codes may change, and on its claims to this payer that were not sent yet.

    What was sent already is replaced with the number by hand. Raises CannotUse.
    """
    if encounter.patient_id != authorization.patient_id or not authorization.holds:
        raise CannotUse("It does not hold for this patient.")
    claims = list(_waiting(encounter, authorization.payer))
    if not encounter.open and not claims:
        raise CannotUse("The claim was sent already: correct it there, with this number.")
    if encounter.value.references.get(REFERENCE) == authorization.number and all(_bears(one, authorization.number) for one in claims):
        return unchanged(encounter)
    encounter.value = core.replace(encounter.value, references=encounter.value.references | {REFERENCE: authorization.number})
    encounter.save(update_fields=["value"])
    for claim in claims:
        value = claim.value
        changed = core.replace(value, references=value.references | {REFERENCE: authorization.number}, version=value.version + 1)
        build.keep(claim, changed, "Given an authorization number", by=by)
    authorization.uses.add(encounter)
    audit.detail(encounter=encounter.public_id, claims=len(claims))
    return encounter


@action("authorization:withdraw")
def withdraw(authorization: Authorization, *, by: Any, reason: str) -> Authorization:
    """Keep an authorization from being used any more: the payer took it back, or it was written down wrongly."""
    if not reason.strip():
        raise NeedsReason
    if authorization.withdrawn:
        return unchanged(authorization)
    authorization.withdrawn = reason.strip()[:300]
    authorization.save(update_fields=["withdrawn"])
    return authorization


def _payer(practice: Practice, payer: core.Payer) -> Payer:
    return Payer.objects.get_or_create(practice=practice, payer_id=payer.id, defaults={"name": payer.name})[0]


def _waiting(encounter: Encounter, payer: Payer) -> Any:
    states = (Claim.State.DRAFT, Claim.State.READY)
    return encounter.claims.filter(payer=payer, state__in=states).select_related("practice", "payer", "patient", "follows").order_by("id")


def _bears(claim: Claim, number: str) -> bool:
    return claim.value.references.get(REFERENCE) == number


def _question(
    practice: Practice, patient: Patient, coverage: core.Coverage, services: Sequence[Service], on: core.Period, diagnoses: Sequence[str]
) -> core.AuthorizationRequest:
    """A review of services (UM01 HS), a first certification."""
    return core.AuthorizationRequest(
        reviewer=coverage.payer, requester=practice.value, patient=patient.value, subscriber=coverage.subscriber,
        scope=core.Scope(category="HS"), dates={"event": on},
        diagnoses=tuple(core.Diagnosis(code=code, qualifier="ABF" if place else "ABK") for place, code in enumerate(diagnoses)),
        services=tuple(core.ReviewService(procedure=one.code, unit="UN", units=Decimal(one.units), on=on) for one in services),
    )  # fmt: skip
