"""Reading statements, holds and plans."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Sum

from claimwright.core import Money
from claimwright.ledger import Account
from claimwright.office.deposits.models import PatientPayment
from claimwright.office.encounters.models import Patient
from claimwright.office.kit.asking import one_of
from claimwright.office.ledger.models import Balance
from claimwright.office.patients.merging import records_of
from claimwright.office.practices.models import Practice

from .cycle import Cycle, usual
from .models import Hold, OwnCycle, Plan, Run, Sent


def cycle(practice: Practice) -> Cycle:
    """The dunning cycle of a practice: its own, or the usual one."""
    own = OwnCycle.objects.for_practice(practice).first()
    return own.value if own else usual()


def runs(practice: Practice) -> Any:
    """Print runs, the newest first; their letters are not read."""
    return Run.objects.for_practice(practice).select_related("by").defer("pdf").order_by("-on")


def run(practice: Practice, public_id: str) -> Run:
    """One of them, or 404."""
    return one_of(Run.objects.for_practice(practice).select_related("practice", "by"), public_id)


def statements(practice: Practice) -> Any:
    """Statements that were sent."""
    return Sent.objects.for_practice(practice).select_related("patient", "run")


def sent(practice: Practice, public_id: str) -> Sent:
    """One of them, or 404."""
    return one_of(statements(practice), public_id)


def plans(practice: Practice) -> Any:
    """Plans, those that run first."""
    return Plan.objects.for_practice(practice).select_related("patient", "by").order_by("ended_reason", "-id")


def plan(practice: Practice, public_id: str) -> Plan:
    """One of them, or 404."""
    return one_of(Plan.objects.for_practice(practice).select_related("patient__practice", "practice"), public_id)


def hold(practice: Practice, public_id: str) -> Hold:
    """One hold of this practice, or 404."""
    return one_of(Hold.objects.for_practice(practice).select_related("patient__practice", "practice"), public_id)


def hold_of(patient: Patient, on: date) -> Hold | None:
    """What keeps a patient from being sent something on a day."""
    rows = Hold.objects.for_practice(patient.practice_id).filter(patient=patient, ended_reason="").exclude(until__lt=on)
    return rows.select_related("by").order_by("-id").first()


def plan_of(patient: Patient) -> Plan | None:
    """The plan that runs."""
    return Plan.objects.for_practice(patient.practice_id).filter(patient=patient, ended_reason="").select_related("by").first()


def paid_by(found: Plan) -> Money:
    """What was paid since a plan was agreed."""
    rows = PatientPayment.objects.for_practice(found.practice_id).filter(patient=found.patient_id, undone_reason="")
    return Money(rows.filter(on__gte=found.agreed_on).aggregate(total=Sum("amount"))["total"] or 0)


def owed_by(patient: Patient) -> Money:
    """What a patient owes now."""
    rows = Balance.objects.for_practice(patient.practice_id).filter(patient__in=records_of(patient), account=Account.PATIENT.value)
    return Money(rows.aggregate(total=Sum("amount"))["total"] or 0)
