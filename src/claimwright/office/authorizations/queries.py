"""Reading authorizations; what the payers' rules ask for and nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import F, Q

from claimwright import core
from claimwright.office.claims.models import ClaimFinding
from claimwright.office.encounters.models import Encounter, Patient
from claimwright.office.kit.asking import one_of
from claimwright.office.patients.merging import records_of
from claimwright.office.patients.models import Insurance, Visit
from claimwright.office.practices.models import Payer, Practice
from claimwright.payers import profile

from . import reading
from .models import Authorization
from .values import Service

MISSING = "payer-authorization-missing"
"""The edit that stops a claim without a number."""
SOON = timedelta(days=14)
MOST = 200
PROCEDURES = ("cpt", "hcpcs")


class Lack(NamedTuple):
    """Something that needs an authorization and has none: a visit to come, or a claim that was stopped."""

    patient: Patient
    on: date
    code: str
    payer: str
    visit: Visit | None = None
    claim: Any = None


def authorizations(practice: Practice) -> Any:
    """Every authorization."""
    return Authorization.objects.for_practice(practice).select_related("patient", "payer", "sent", "received", "by")


def authorization(practice: Practice, public_id: str) -> Authorization:
    """One authorization of this practice, or 404."""
    return one_of(authorizations(practice).select_related("practice"), public_id)


def of_patient(patient: Patient) -> list[Authorization]:
    """A patient's authorizations, the newest first, each in words (``lines``) with the next step (``todo``)."""
    rows = authorizations(patient.practice).filter(patient__in=records_of(patient)).prefetch_related("uses").order_by("-id")
    found = list(rows[:MOST])
    for one in found:
        one.lines, one.todo = list(reading.lines(one.answer)), reading.next_step(one.state)
    return found


def asked_already(
    patient: Patient, coverage: core.Coverage, services: Sequence[Service], on: core.Period, today: date
) -> Authorization | None:
    """The answer that was given today to the same question, where it says something."""
    rows = authorizations(patient.practice).filter(patient=patient, asked_on=today, payer__payer_id=coverage.payer.id, withdrawn="")
    for one in rows.exclude(state__in=["pended", "failed"]).exclude(sent=None):
        if one.services == tuple(services) and one.question.dates.get("event") == on:
            return one
    return None


def coverages(patient: Patient, encounter: Encounter | None = None) -> dict[str, core.Coverage]:
    """By payer, the coverages under which one may ask: those of the encounter, else those of the patient, in their order."""
    known = list(encounter.value.coverages) if encounter else [row.value for row in patient.insurances.order_by("id")]
    return {one.payer.id: one for one in sorted(known, key=lambda one: one.sequence)}


def asked_of(encounter: Encounter) -> tuple[list[Service], list[str]]:
    """Services and diagnoses of an encounter as its codes stand now, those rejected left out."""
    standing = [one.value for one in encounter.decisions.exclude(state="rejected")]
    services = [Service(one.code, max(1, int(one.units or 1))) for one in standing if one.system in PROCEDURES]
    return services, [one.code for one in standing if one.system == "icd10cm"]


def lacking(practice: Practice, today: date) -> list[Lack]:
    """What the payers' rules ask for and nobody has: for visits to come and on claims that were stopped, the soonest first."""
    asks = {one.payer_id: terms for one in Payer.objects.for_practice(practice) if (terms := _codes(one.payer_id))}
    if not asks:
        return []
    found = [*_claims(practice), *_visits(practice, asks, today)]
    held = authorizations(practice).filter(patient__in={lack.patient.pk for lack in found}, withdrawn="")
    known = list(held)
    return sorted((lack for lack in found if not _held(lack, known)), key=lambda lack: (lack.on, lack.patient.pk))


def _codes(payer_id: str) -> frozenset[str]:
    known = profile(payer_id)
    return known.authorization.codes if known else frozenset()


def _held(lack: Lack, known: Iterable[Authorization]) -> bool:
    """A visit is provided for when an authorization covers it; a claim only when it bears the number."""
    return lack.claim is None and any(one.patient_id == lack.patient.pk and one.covers(lack.code, lack.on) for one in known)


def _claims(practice: Practice) -> Iterator[Lack]:
    rows = ClaimFinding.objects.for_practice(practice).filter(claim__state="draft", version=F("claim__version"), override_reason="")
    for row in rows.select_related("claim__patient", "claim__payer").order_by("claim__date_of_service", "id")[:MOST]:
        if row.value.id == MISSING:
            yield Lack(row.claim.patient, row.claim.date_of_service, row.value.value, str(row.claim.payer), claim=row.claim)


def _visits(practice: Practice, asks: dict[str, frozenset[str]], today: date) -> Iterator[Lack]:
    codes = frozenset().union(*asks.values())
    rows = Visit.objects.for_practice(practice).filter(on__gte=today, state=Visit.State.BOOKED, code__in=codes).select_related("patient")
    visits = list(rows.order_by("on", "id")[:MOST])
    insured: dict[int, list[Insurance]] = {}
    for row in Insurance.objects.for_practice(practice).filter(patient__in={one.patient_id for one in visits}):
        insured.setdefault(row.patient_id, []).append(row)
    for one in visits:
        for row in insured.get(one.patient_id, []):
            if row.holds_on(one.on) and one.code in asks.get(row.value.payer.id, ()):
                yield Lack(one.patient, one.on, one.code, row.value.payer.name or row.value.payer.id, visit=one)


def shown(practice: Practice, chosen: str, today: date) -> Any:
    """Authorizations of one tab: under review, ending within two weeks, or all; the newest first, the next to end first."""
    rows = authorizations(practice)
    if chosen == "pended":
        return rows.filter(withdrawn="", state__in=["pended", "failed"]).order_by("id")
    if chosen == "ending":
        return rows.filter(_usable(), last__gte=today, last__lte=today + SOON).order_by("last", "id")
    return rows.order_by("-id")


def _usable() -> Q:
    return Q(state__in=["certified", "partly"], withdrawn="")
