"""Patients, encounters, documents, and what was decided about each code."""

from __future__ import annotations

from typing import Any

from django.db import models

from claimwright import core
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import MoneyField, SealedField
from claimwright.office.kit.keys import Ring, keyed_digest
from claimwright.office.kit.masking import mask
from claimwright.office.kit.scope import PracticeOwned
from claimwright.office.kit.search import Findable


def numberless(patient: Patient) -> str | None:
    """What stands in the place of a masked patient's number."""
    return "" if mask(patient) else None


def number_mark(practice: int, number: str) -> str:
    """The keyed digest by which the patient with this number of a practice is known."""
    return keyed_digest(Ring("index").first(), "patient", str(practice), number)


class Patient(Findable, PracticeOwned):
    """A person the practice treats. ``number`` is the practice's own (the medical record number); ``mark`` its keyed digest."""

    number = SealedField(shape=str, mask=numberless)
    mark = models.CharField(max_length=64, editable=False)
    value = SealedField(shape=core.Patient, mask=mask)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "mark"], name="patient_once_per_practice")]

    @classmethod
    def numbered(cls, practice: Any, *numbers: str) -> Any:
        """The patients with these numbers, exactly."""
        return cls.objects.for_practice(practice).filter(mark__in=[number_mark(practice.pk, number) for number in numbers])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a number is given once, when the record is made."""
        if self._state.adding:
            self.mark = number_mark(self.practice_id, self.number)
        super().save(*args, **kwargs)

    def words(self) -> list[str]:
        """Names, number and birth date."""
        value = self.value
        return [value.last, value.first, value.middle, self.number, value.birth_date.isoformat() if value.birth_date else ""]

    @property
    def name(self) -> str:
        """Last name, first name."""
        return f"{self.value.last}, {self.value.first}"


class Encounter(Findable, PracticeOwned):
    """A visit or stay on its way from the note to the claim.

    ``value``: the encounter as it came, without its documents. ``result``: what coding proposed, with its releases. ``kind``,
    ``specialty``, ``charge`` (what the proposed services would cost by the practice's fees) and ``urgency`` (:mod:`.queue`) are for lists.
    ``held_by``: the person who put it on hold; None where a query or what a claim lacks holds it.
    """

    class State(models.TextChoices):
        """Where it stands."""

        NEW = "new", "New"
        CODING = "coding", "To code"
        HELD = "held", "Held"
        REVIEW = "review", "Second review"
        FINAL = "final", "Finalized"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="encounters")
    external_id = models.CharField(max_length=120)
    date_of_service = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    value = SealedField(shape=core.Encounter)
    result = SealedField(shape=core.CodingResult, null=True)
    engine = models.CharField(max_length=40, default="")
    held_reason = SealedField(shape=str, default="")
    held_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    assigned_to = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, default="visit")
    specialty = models.CharField(max_length=4, default="")
    charge = MoneyField(default=0)
    urgency = models.IntegerField(default=0)
    finalized_at = models.DateTimeField(null=True)
    finalized_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "external_id"], name="encounter_once_per_practice")]
        indexes = [
            models.Index(fields=["practice", "state", "date_of_service"]),
            models.Index(fields=["practice", "state", "urgency", "public_id"], name="encounters_by_urgency"),
            models.Index(fields=["practice", "date_of_service", "public_id"], name="encounters_by_day"),
            models.Index(fields=["practice", "charge", "public_id"], name="encounters_by_charge"),
        ]

    def words(self) -> list[str]:
        """Its id at the sender, and what the insurers call the patient."""
        return [self.external_id, *(coverage.subscriber.member_id for coverage in self.value.coverages)]

    @property
    def open(self) -> bool:
        """Whether its codes may still change: nobody has signed them."""
        return self.state not in (self.State.FINAL, self.State.REVIEW)

    def as_value(self) -> core.Encounter:
        """The encounter with its documents, as the engine takes it."""
        return core.replace(self.value, documents=tuple(document.value for document in self.documents.order_by("id")))


class Document(PracticeOwned):
    """A text of the record; immutable, evidence points into it."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="documents")
    key = models.CharField(max_length=80)
    value = SealedField(shape=core.Document)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encounter", "key"], name="document_once_per_encounter")]


class CodeDecision(PracticeOwned):
    """One code of one encounter: as proposed (``proposed``), as it stands now (``value``), and who decided."""

    class State(models.TextChoices):
        """What a person (or, for tier auto, the practice's rule) decided."""

        PROPOSED = "proposed", "Proposed"
        ACCEPTED = "accepted", "Accepted"
        EDITED = "edited", "Edited"
        ADDED = "added", "Added"
        REJECTED = "rejected", "Rejected"

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    value = SealedField(shape=core.CodeAssignment)
    proposed = SealedField(shape=core.CodeAssignment, null=True)
    reason = SealedField(shape=str, default="")
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]

    @property
    def counts(self) -> bool:
        """Whether it goes on the claim."""
        return self.state in (self.State.ACCEPTED, self.State.EDITED, self.State.ADDED)


class DecisionEvent(AppendOnly, PracticeOwned):
    """One step in a code's history, with the code as it was then. ``undoes``: the step that this one takes back."""

    decision = models.ForeignKey(CodeDecision, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=CodeDecision.State)
    code = models.CharField(max_length=20)
    reason = SealedField(shape=str, default="")
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    value = SealedField(shape=core.CodeAssignment, null=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["id"]


class EncounterEvent(AppendOnly, PracticeOwned):
    """One step of an encounter's way that is no code: taken, held, released, reviewed, signed."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="events")
    what = SealedField(shape=str)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class SecondReview(PracticeOwned):
    """A second pair of eyes on signed codes before they are billed. ``asked_by``: who signed them; ``by``: who looked."""

    class State(models.TextChoices):
        """What came of it."""

        ASKED = "asked", "Waits"
        AGREED = "agreed", "Agreed"
        RETURNED = "returned", "Returned"
        WITHDRAWN = "withdrawn", "Withdrawn"

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    why = SealedField(shape=str)
    asked_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    remark = SealedField(shape=str, default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


class ReviewRule(PracticeOwned):
    """Which signed encounters a practice looks at twice: ``share`` in percent, drawn by chance, and every one of these ``kinds``."""

    share = models.PositiveSmallIntegerField(default=0)
    kinds = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice"], name="one_review_rule_per_practice")]


class CoderSkill(PracticeOwned):
    """What somebody codes: ``kinds`` of work and ``specialties`` (:mod:`.queue`); an empty list is any."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    specialties = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="coder_skill_once_per_person")]

    def fits(self, kind: str, specialty: str) -> bool:
        """Whether she codes that."""
        return (not self.kinds or kind in self.kinds) and (not self.specialties or specialty in self.specialties)


class ActiveTime(PracticeOwned):
    """For how many seconds one person has worked on one encounter; when and on what in it is kept nowhere."""

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="times")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encounter", "user"], name="active_time_once_per_person")]
