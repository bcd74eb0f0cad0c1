"""What payers answered about a patient's coverage, each answer once and for good."""

from __future__ import annotations

from typing import Any

from django.db import models

from claimwright import core
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.scope import PracticeOwned


class Eligibility(AppendOnly, PracticeOwned):
    """One question about one insurance on one day, and its answer.

    ``on``: the day of service that was asked about; ``asked_on``: the office's day. ``simulated``: no payer said this, the sandbox did.
    ``sent`` and ``received``: the 270 and the 271, byte for byte.
    """

    class Standing(models.TextChoices):
        """What it comes to."""

        ACTIVE = "active", "Active"
        INACTIVE = "inactive", "Not active"
        REFUSED = "refused", "Not found"
        NONE = "none", "No answer"

    insurance = models.ForeignKey("patients.Insurance", on_delete=models.PROTECT, related_name="answers")
    on = models.DateField()
    asked_on = models.DateField()
    standing = models.CharField(max_length=8, choices=Standing)
    question = SealedField(shape=core.EligibilityInquiry)
    answer = SealedField(shape=core.EligibilityAnswer, null=True)
    sent = models.ForeignKey("claims.File", on_delete=models.PROTECT, related_name="+")
    received = models.ForeignKey("claims.File", null=True, on_delete=models.PROTECT, related_name="+")
    simulated = models.BooleanField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["practice", "on"], name="eligibility_of_a_day")]

    @property
    def patient(self) -> Any:
        """Whose coverage it is."""
        return self.insurance.patient
