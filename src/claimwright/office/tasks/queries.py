"""Reading tasks and notes, and finding anything by a number or a name."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Q
from django.http import Http404

from claimwright.office.accounts.models import Membership
from claimwright.office.claims.models import Claim
from claimwright.office.deposits.models import Deposit, PatientPayment
from claimwright.office.encounters.models import Encounter, Patient
from claimwright.office.kit import search
from claimwright.office.kit.asking import one_of
from claimwright.office.patients.merging import records_of
from claimwright.office.patients.queries import found as patients_found
from claimwright.office.practices.models import Practice
from claimwright.office.remits.models import Remittance

from .models import Note, Task

OPEN_CLAIMS = ("draft", "ready", "submitted", "accepted", "rejected", "denied", "partly-paid", "reversed")
"""States in which a claim still wants something from somebody."""
MOST, MOST_FOUND = 200, 8


def tasks(practice: Practice, owner: Any = None) -> Any:
    """Open tasks (of one person), the most urgent first."""
    rows = Task.objects.for_practice(practice).filter(done_at=None)
    rows = rows.filter(owner=owner) if owner else rows
    return rows.select_related("patient", "claim__payer", "encounter", "owner__user").order_by("due", "id")


def task(practice: Practice, public_id: str) -> Task:
    """One task of this practice, or 404."""
    return one_of(Task.objects.for_practice(practice).select_related("patient", "claim", "encounter", "owner", "practice"), public_id)


def without_owner(practice: Practice) -> Any:
    """Open claims that nobody has a task about: every claim shall have an owner and a day."""
    given = Task.objects.for_practice(practice).filter(done_at=None).exclude(claim=None).values("claim")
    rows = Claim.objects.for_practice(practice).filter(state__in=OPEN_CLAIMS).exclude(pk__in=given)
    return rows.select_related("patient", "payer").order_by("date_of_service", "id")


def people(practice: Practice) -> list[Membership]:
    """Who can be given something to do."""
    rows = Membership.objects.filter(practice=practice, user__is_active=True).select_related("user").order_by("user__username")
    return [row for row in rows if row.may("task:do")]


def person(practice: Practice, public_id: str) -> Membership | None:
    """One of them."""
    return next((row for row in people(practice) if row.public_id == public_id), None)


def subject(practice: Practice, public_id: str) -> Any:
    """The claim, encounter or patient with this opaque id, or 404."""
    for model in (Claim, Encounter, Patient):
        rows = model.objects.for_practice(practice)
        row = rows.select_related(*(["practice"] if model is Patient else ["practice", "patient"])).filter(public_id=public_id).first()
        if row is not None:
            return row
    raise Http404("nothing has this id")


def beside(row: Any) -> tuple[list[Task], list[Note]]:
    """Open tasks and notes about a row; about a patient, those about the claims and encounters too."""
    where: dict[str, Any] = {"patient__in": records_of(row)} if isinstance(row, Patient) else {type(row).__name__.lower(): row}
    own = Task.objects.for_practice(row.practice_id).filter(done_at=None, **where).select_related("owner__user", "claim", "encounter")
    notes = Note.objects.for_practice(row.practice_id).filter(**where).select_related("by", "claim", "encounter")
    return list(own), list(notes[:MOST])


class Found(NamedTuple):
    """One thing that was found: what it is, how it is called, where it stands."""

    kind: str
    name: str
    more: str
    href: str


def anything(practice: Practice, words: str, may: frozenset[str]) -> list[Found]:
    """Whatever these words name, of what the person may see: patients, claims, encounters, payments, deposits."""
    rows: list[Found] = []
    for permission, look in LOOKS.items():
        if permission in may:
            rows += look(practice, words)
    return rows


def _patients(practice: Practice, words: str) -> list[Found]:
    rows = patients_found(practice, words)[:MOST_FOUND]
    return [Found("Patient", row.name, f"{row.number}, born {row.value.birth_date or '-'}", f"/patients/{row.public_id}") for row in rows]


def _claims(practice: Practice, words: str) -> list[Found]:
    named = Q(claim_id__istartswith=words) | Q(payer_claim_id__iexact=words)
    rows = Claim.objects.for_practice(practice).filter(named).select_related("payer").order_by("claim_id")[:MOST_FOUND]
    return [Found("Claim", row.claim_id, f"{row.payer}, {row.get_state_display().lower()}", f"/claims/{row.public_id}") for row in rows]


def _encounters(practice: Practice, words: str) -> list[Found]:
    named = search.find(practice, "Encounter", words)
    rows = Encounter.objects.for_practice(practice).filter(public_id__in=named).order_by("id")[:MOST_FOUND]
    return [Found("Encounter", row.external_id, f"{row.date_of_service}", f"/encounters/{row.public_id}") for row in rows]


def _remittances(practice: Practice, words: str) -> list[Found]:
    rows = Remittance.objects.for_practice(practice).filter(trace__istartswith=words).order_by("-paid_on")[:MOST_FOUND]
    return [Found("Remittance", row.trace, f"{row.payer_name}, ${row.amount}", f"/remittances/{row.public_id}") for row in rows]


def _deposits(practice: Practice, words: str) -> list[Found]:
    rows = Deposit.objects.for_practice(practice).filter(reference__icontains=words).order_by("-on")[:MOST_FOUND]
    return [Found("Deposit", f"${row.amount}", f"{row.on}, {row.reference}", f"/deposits/{row.public_id}") for row in rows]


def _payments(practice: Practice, words: str) -> list[Found]:
    rows = PatientPayment.objects.for_practice(practice).filter(reference__iexact=words).select_related("patient")
    return [
        Found("Payment", f"${row.amount}", f"{row.get_method_display()} {row.reference}", f"/accounts/{row.patient.public_id}")
        for row in rows.order_by("-on")[:MOST_FOUND]
    ]


LOOKS = {
    "patient:read": _patients, "claim:read": _claims, "encounter:read": _encounters, "remit:read": _remittances, "deposit:read": _deposits,
    "account:read": _payments,
}  # fmt: skip
"""Where is looked, by the permission that it takes."""
