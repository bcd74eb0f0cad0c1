"""What the front desk does: registering, insurances, visits, and taking in what came about them."""

from __future__ import annotations

from datetime import date
from typing import Any

from claimwright import core
from claimwright.office.encounters.models import Encounter, Patient, number_mark
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from . import queries
from .errors import NotPossible, NumberTaken
from .merging import standing
from .models import Contact, Insurance, Visit
from .values import Card, Person


@action("patient:register")
def register(practice: Practice, value: core.Patient, number: str = "", *, by: Any) -> Patient:
    """Make a patient. ``number``: the practice's own; the next free one where it is empty. Raises NumberTaken."""
    first = Patient.objects.for_practice(practice).count() + 1
    if number and Patient.numbered(practice, number).exists():
        raise NumberTaken(number)
    names = (f"P{count:06d}" for count in range(first, 10**7))
    free = (name for name in names if not Patient.numbered(practice, name).exists())
    number = number or next(free)
    made = Patient.objects.create(practice=practice, number=number, value=core.replace(value, id=number))
    audit.detail(patient=made.public_id)
    return made


@action("patient:edit")
def edit(patient: Patient, value: core.Patient, *, by: Any) -> Patient:
    """Correct who the patient is. The number stays; encounters that are not signed say the same from now on."""
    changed = core.replace(value, id=patient.number)
    if changed == patient.value:
        return unchanged(patient)
    patient.value = changed
    patient.save()
    audit.detail(encounters=bring_up_to_date(patient))
    return patient


@action("patient:insurance:edit")
def keep_insurance(patient: Patient, value: core.Coverage, card: Card, *, by: Any, known: Insurance | None = None) -> Insurance:
    """Add an insurance, or correct one; encounters that are not signed follow."""
    row = known or Insurance(practice=patient.practice, patient=patient)
    row.value, row.card = value, card
    row.save()
    _in_order(patient, row)
    audit.detail(insurance=row.public_id, encounters=bring_up_to_date(patient))
    return row


@action("patient:insurance:edit")
def move_insurance(insurance: Insurance, *, by: Any) -> Insurance:
    """Let an insurance pay one place earlier."""
    rows = queries.insurances(insurance.patient)
    here = next(place for place, row in enumerate(rows) if row.pk == insurance.pk)
    if here == 0:
        return unchanged(insurance)
    rows[here - 1], rows[here] = rows[here], rows[here - 1]
    _number(rows)
    audit.detail(insurance=insurance.public_id, place=here, encounters=bring_up_to_date(insurance.patient))
    return insurance


@action("patient:contact:edit")
def keep_contact(patient: Patient, kind: str, value: Person, *, by: Any) -> Contact:
    """Name somebody beside the patient; a patient has one guarantor."""
    if kind == Contact.Kind.GUARANTOR:
        patient.contacts.filter(kind=kind).delete()
    return Contact.objects.create(practice=patient.practice, patient=patient, kind=kind, value=value)


@action("patient:contact:edit")
def remove_contact(contact: Contact, *, by: Any) -> None:
    """Take somebody off the list."""
    contact.delete()


@action("visit:book")
def book(patient: Patient, *, by: Any, on: date, at: Any, provider: Any = None, code: str = "") -> Visit:
    """Plan a visit. The same visit again is the same."""
    if known := patient.visits.filter(on=on, at=at, state=Visit.State.BOOKED).first():
        return unchanged(known)
    return Visit.objects.create(practice=patient.practice, patient=patient, on=on, at=at, provider=provider, code=code)


@action("visit:close")
def close(visit: Visit, state: str, *, by: Any) -> Visit:
    """Say that a visit was called off, or that nobody came."""
    if visit.state == Visit.State.ARRIVED or state not in (Visit.State.CANCELLED, Visit.State.MISSED):
        raise NotPossible("The patient has come: this visit has an encounter.")
    visit.state = state
    visit.save(update_fields=["state"])
    return visit


@action("visit:arrive")
def arrived(visit: Visit, encounter: Encounter, *, by: Any) -> Visit:
    """Tie a visit to the encounter that it became."""
    visit.state, visit.encounter = Visit.State.ARRIVED, encounter
    visit.save(update_fields=["state", "encounter"])
    return visit


@action("patient:edit")
def refresh(patient: Patient, *, by: Any) -> int:
    """Bring the encounters that are not signed up to what registration knows now."""
    return bring_up_to_date(patient) or unchanged(0)


def note_insurances(patient: Patient, value: core.Encounter) -> None:
    """Keep the insurances that an encounter brought and registration does not know, inside the caller's transaction."""
    known = {(row.value.payer.id, row.value.subscriber.member_id) for row in queries.insurances(patient)}
    for coverage in sorted(value.coverages, key=lambda one: one.sequence):
        if (coverage.payer.id, coverage.subscriber.member_id) not in known:
            Insurance.objects.create(practice=patient.practice, patient=patient, value=coverage)


def person_numbered(practice: Practice, value: core.Encounter) -> Patient:
    """The patient of an encounter that comes in: known by number, read as the record that stands for the person, else made."""
    number = value.patient.id or value.id
    new = {"number": number, "value": value.patient}
    found, _ = Patient.objects.get_or_create(practice=practice, mark=number_mark(practice.pk, number), defaults=new)
    patient = standing(found)
    note_insurances(patient, value)
    return patient


def bring_up_to_date(patient: Patient) -> int:
    """Write person and insurances of registration into the encounters whose codes are open; how many changed."""
    number = 0
    for encounter in patient.encounters.exclude(state=Encounter.State.FINAL):
        covers = queries.in_effect(patient, encounter.date_of_service) or encounter.value.coverages
        person = core.replace(patient.value, id=encounter.value.patient.id or patient.number)
        now = core.replace(encounter.value, patient=person, coverages=tuple(covers))
        if now != encounter.value:
            encounter.value = now
            encounter.save(update_fields=["value"])
            number += 1
    return number


def _in_order(patient: Patient, chosen: Insurance) -> None:
    """Give every insurance a place of its own; ``chosen`` gets the place that it asks for, the others keep their order."""
    rows = [row for row in queries.insurances(patient) if row.pk != chosen.pk]
    rows.insert(min(chosen.value.sequence - 1, len(rows)), chosen)
    _number(rows)


def _number(rows: list[Insurance]) -> None:
    for place, row in enumerate(rows, 1):
        if row.value.sequence != place:
            row.value = core.replace(row.value, sequence=place)
            row.save(update_fields=["value"])


@action("encounter:import")
def keep_file(practice: Practice, name: str, content: bytes, *, by: Any) -> Any:
    """Keep a file about visits; one that is known by its sha256 is that one."""
    from hashlib import sha256

    from claimwright.office.claims.actions import store_file
    from claimwright.office.claims.models import File

    known = File.objects.for_practice(practice).filter(sha256=sha256(content).hexdigest()).first()
    return unchanged(known) if known else store_file(practice, name, content, "intake", "in")
