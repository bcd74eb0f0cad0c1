"""Restricted patients, and emergency access to their records (45 CFR 164.312(a)(2)(ii), 164.514(d))."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.scope import PracticeOwned

LASTS = timedelta(minutes=60)
REVIEWED_WITHIN = timedelta(hours=72)


class Restriction(PracticeOwned):
    """A patient whose record is closed to all but those who may ``restricted:read``."""

    class Why(models.TextChoices):
        """What makes the record sensitive."""

        EMPLOYEE = "employee", "Works here, or is family of somebody who does"
        KNOWN = "known", "Is publicly known"
        ASKED = "asked", "Asked for it"

    patient = models.OneToOneField("encounters.Patient", on_delete=models.PROTECT, related_name="restriction")
    why = models.CharField(max_length=10, choices=Why)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")


class Emergency(PracticeOwned):
    """Somebody opened what is closed to her, for an hour at most. ``words``: her own, sealed."""

    class Reason(models.TextChoices):
        """Why it could not wait."""

        SAFETY = "safety", "A patient's treatment or safety depends on it"
        DEADLINE = "deadline", "A deadline ends today and nobody with access can be reached"
        RIGHTS = "rights", "My role lacks what my work needs and nobody can change it now"

    class Decision(models.TextChoices):
        """What the reviewer found."""

        JUSTIFIED = "justified", "Justified"
        NOT = "not", "Not justified"

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    words = SealedField(shape=str)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, choices=Decision, default="")
    remark = SealedField(shape=str, default="")
    reviewed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["practice", "decision", "-created_at"], name="emergency_to_review")]

    @property
    def open(self) -> bool:
        """Whether it holds now."""
        return self.ended_at is None and timezone.now() < self.until

    @property
    def late(self) -> bool:
        """Whether nobody has reviewed it in time."""
        return not self.decision and timezone.now() - self.created_at > REVIEWED_WITHIN
