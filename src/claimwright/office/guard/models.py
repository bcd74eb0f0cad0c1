"""Legal holds: what must be kept whatever its age."""

from __future__ import annotations

from django.db import models

from claimwright.office.kit.scope import PracticeOwned


class LegalHold(PracticeOwned):
    """A patient's records, or (``patient`` null) all of a practice, that a dispute or an inquiry needs kept."""

    patient = models.ForeignKey("encounters.Patient", null=True, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=500)
    released_at = models.DateTimeField(null=True)
    released_reason = models.CharField(max_length=500, default="")
