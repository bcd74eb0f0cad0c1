"""Insurances, people beside the patient, visits to come, and records that are one person's."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from claimwright import core
from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.masking import closed
from claimwright.office.kit.scope import PracticeOwned
from claimwright.office.kit.search import Findable

from .values import Card, Person


class Insurance(Findable, PracticeOwned):
    """One insurance of a patient. ``value.sequence`` is its place in the order of payers; an encounter keeps a copy of its own."""

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="insurances")
    value = SealedField(shape=core.Coverage)
    card = SealedField(shape=Card, null=True)

    def words(self) -> list[str]:
        """What the insurer calls the patient and the group."""
        return [self.value.subscriber.member_id, self.value.subscriber.group_number]

    def holds_on(self, day: date) -> bool:
        """Whether it is in effect on this day, as far as the card says."""
        period = self.value.period
        return period is None or (period.first <= day and (period.last is None or day <= period.last))

    @property
    def member(self) -> str:
        """The member id, for lists; "" where the patient's record is masked."""
        return "" if self.patient_id in closed() else self.value.subscriber.member_id

    @property
    def newest_answer(self) -> Any:
        """What the payer said last when it was asked about it; None where nobody asked."""
        return max(self.answers.all(), key=lambda one: one.pk, default=None)


class Contact(PracticeOwned):
    """Who answers for the patient's bills, whom to call, who may speak for the patient."""

    class Kind(models.TextChoices):
        """What for."""

        GUARANTOR = "guarantor", "Guarantor"
        EMERGENCY = "emergency", "Emergency contact"
        REPRESENTATIVE = "representative", "Representative"

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=14, choices=Kind)
    value = SealedField(shape=Person)


class Visit(PracticeOwned):
    """A visit that is planned. It becomes an encounter when the patient has come."""

    class State(models.TextChoices):
        """What became of it."""

        BOOKED = "booked", "Booked"
        ARRIVED = "arrived", "Arrived"
        CANCELLED = "cancelled", "Cancelled"
        MISSED = "missed", "Did not come"

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    at = models.TimeField()
    provider = models.ForeignKey("practices.Provider", null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=5, default="")
    state = models.CharField(max_length=9, choices=State, default=State.BOOKED)
    encounter = models.OneToOneField("encounters.Encounter", null=True, on_delete=models.PROTECT, related_name="visit")

    class Meta:
        ordering = ["on", "at", "id"]
        indexes = [models.Index(fields=["practice", "on"], name="visits_of_a_day")]


class Merge(PracticeOwned):
    """``gone`` is the same person as ``kept``: its rows hang on ``kept`` until the merge is undone.

    ``moved``: primary keys of what was moved, by model. What is written once (the journal) stays where it is and is read with the rest.
    """

    kept = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="merged_here")
    gone = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="merged_away")
    reason = SealedField(shape=str)
    moved = models.JSONField(default=dict)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=models.Q(undone_at=None), name="one_person_goes_to_one"),
        ]  # fmt: skip
