"""``/api/v1/patients``: registration."""

from __future__ import annotations

from datetime import date, time
from operator import attrgetter
from typing import Annotated, Any

from msgspec import Meta

from claimwright import core
from claimwright.core.struct import Sparse
from claimwright.office.api.bodies import Id, Reason, as_done
from claimwright.office.api.declaring import Calls
from claimwright.office.encounters.models import Patient
from claimwright.office.patients import actions, merging, queries
from claimwright.office.patients.models import Contact, Insurance, Merge, Visit
from claimwright.office.patients.values import Card, ContactKind, Person

from .visits import as_visit


class PatientRow(Sparse, frozen=True):
    """A patient in a list: our id, and the practice's number."""

    id: str
    number: str


class InsuranceRow(Sparse, frozen=True, kw_only=True):
    """An insurance of a patient."""

    id: str
    coverage: core.Coverage
    card: Card | None


class ContactRow(Sparse, frozen=True, kw_only=True):
    """Somebody beside the patient."""

    id: str
    kind: str
    person: Person


class PatientWhole(Sparse, frozen=True, kw_only=True):
    """A patient with insurances, in the order in which they pay, and contacts."""

    row: PatientRow
    patient: core.Patient
    insurances: tuple[InsuranceRow, ...]
    contacts: tuple[ContactRow, ...]


class MergeRow(Sparse, frozen=True, kw_only=True):
    """Two records that are one person's: their ids."""

    id: str
    kept: str
    gone: str
    undone: bool


class NewPatient(core.Patient, frozen=True, kw_only=True):
    """A person. ``id``: the practice's number; the next free one where it is left out."""


class NewInsurance(core.Coverage, frozen=True, kw_only=True):
    """A coverage, and what else the card says."""

    card: Card = Card()


class NewContact(Person, frozen=True, kw_only=True):
    """Somebody beside the patient."""

    kind: ContactKind


class NewVisit(Sparse, frozen=True, kw_only=True):
    """When the patient is to come; ``code``: what for."""

    on: date
    at: time
    code: Annotated[str, Meta(max_length=5)] = ""


class Same(Sparse, frozen=True, kw_only=True):
    """The other record (its id) that is the same person, and why."""

    gone: Id
    reason: Reason


def as_row(row: Patient) -> PatientRow:
    """A patient in a list."""
    return PatientRow(row.public_id, row.number)


def as_insurance(row: Insurance) -> InsuranceRow:
    """An insurance."""
    return InsuranceRow(id=row.public_id, coverage=row.value, card=row.card)


def as_contact(row: Contact) -> ContactRow:
    """A contact."""
    return ContactRow(id=row.public_id, kind=row.kind, person=row.value)


def as_patient(row: Patient) -> PatientWhole:
    """A patient whole."""
    return PatientWhole(
        row=as_row(row), patient=row.value, insurances=tuple(map(as_insurance, queries.insurances(row))),
        contacts=tuple(map(as_contact, row.contacts.order_by("id"))),
    )  # fmt: skip


def as_merge(row: Merge) -> MergeRow:
    """A merge."""
    return MergeRow(id=row.public_id, kept=row.kept.public_id, gone=row.gone.public_id, undone=row.undone_at is not None)


def register(practice: Any, *, by: Any, **said: Any) -> Patient:
    """Make a patient. Look for the same person first: POST /patients/find."""
    return actions.register(practice, core.Patient(**said), said["id"], by=by)


def edit(patient: Patient, *, by: Any, **said: Any) -> Patient:
    """Correct who the patient is; the number stays."""
    return actions.edit(patient, core.Patient(**said), by=by)


def refresh(patient: Patient, *, by: Any) -> Patient:
    """Write person and insurances as they are now into the encounters that are not signed."""
    actions.refresh(patient, by=by)
    return patient


def insure(patient: Patient, *, by: Any, card: Card, **said: Any) -> Insurance:
    """Add an insurance."""
    return actions.keep_insurance(patient, core.Coverage(**said), card, by=by)


def correct_insurance(insurance: Insurance, *, by: Any, card: Card, **said: Any) -> Insurance:
    """Correct an insurance; encounters that are not signed follow."""
    return actions.keep_insurance(insurance.patient, core.Coverage(**said), card, by=by, known=insurance)


def add_contact(patient: Patient, *, by: Any, kind: str, **said: Any) -> Contact:
    """Name somebody beside the patient; a patient has one guarantor."""
    return actions.keep_contact(patient, kind, Person(**said), by=by)


def book(patient: Patient, *, by: Any, on: date, at: time, code: str) -> Visit:
    """Plan a visit. The same visit again is the same."""
    return actions.book(patient, by=by, on=on, at=at.replace(tzinfo=None, microsecond=0), code=code)


def merge(patient: Patient, *, by: Any, gone: str, reason: str) -> Merge:
    """Let everything of another record hang on this one; it can be undone."""
    return merging.merge(patient, queries.patient(patient.practice, gone), by=by, reason=reason)


calls = Calls("patients", "patient:read", shows=as_patient)
calls.many(lambda practice, asked: queries.patients(practice), shows=as_row, seen="patient:list:read", summary="Patients")
calls.one(queries.patient, seen="patient:read", summary="One patient, with insurances and contacts")
calls.search("/find", queries.found, shows=as_row, seen="patient:search", summary="Patients by names, number, birth date or member id")
calls.act("", register, "Register a patient", takes=NewPatient, status=201, does=actions.register)
calls.act("/{public_id}/edit", edit, "Correct a patient", on=queries.patient, takes=NewPatient, does=actions.edit)
calls.act(
    "/{public_id}/refresh", refresh, "Bring unsigned encounters up to what registration knows", on=queries.patient, does=actions.refresh
)
calls.act(
    "/{public_id}/insurances", insure, "Add an insurance",
    on=queries.patient, takes=NewInsurance, shows=as_insurance, status=201, does=actions.keep_insurance,
)  # fmt: skip
calls.act(
    "/insurances/{public_id}/edit", correct_insurance, "Correct an insurance",
    on=queries.insurance, of=attrgetter("patient"), takes=NewInsurance, shows=as_insurance, does=actions.keep_insurance,
)  # fmt: skip
calls.act(
    "/insurances/{public_id}/earlier", actions.move_insurance, "Let an insurance pay one place earlier",
    on=queries.insurance, of=attrgetter("patient"), shows=as_insurance,
)  # fmt: skip
calls.act(
    "/{public_id}/contacts", add_contact, "Name a contact",
    on=queries.patient, takes=NewContact, shows=as_contact, status=201, does=actions.keep_contact,
)  # fmt: skip
calls.act(
    "/contacts/{public_id}/remove", actions.remove_contact, "Take a contact off the list",
    on=queries.contact, of=attrgetter("patient"), shows=as_done,
)  # fmt: skip
calls.act(
    "/{public_id}/visits", book, "Plan a visit", on=queries.patient, takes=NewVisit, shows=as_visit, status=201, does=actions.book
)  # fmt: skip
calls.act(
    "/{public_id}/merge", merge, "Let two records be one person's",
    on=queries.patient, takes=Same, shows=as_merge, status=201, does=merging.merge,
)  # fmt: skip
calls.act("/merges/{public_id}/undo", merging.unmerge, "Undo a merge", on=queries.merge, of=attrgetter("kept"), shows=as_merge)
