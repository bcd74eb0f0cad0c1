"""What payers answered when they were asked where a claim stands, each answer once and for good."""

from __future__ import annotations

from typing import Any

from django.db import models

from claimwright import core
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.scope import PracticeOwned


class StatusCheck(AppendOnly, PracticeOwned):
    """One question about one claim, and its answer.

    ``asked_on``: the office's day. ``codes``: category and status of the first word (``F1:65``). ``simulated``: no payer said this, the
    sandbox did. ``sent`` and ``received``: the 276 and the 277, byte for byte.
    """

    class Standing(models.TextChoices):
        """What it comes to."""

        PAID = "paid", "Paid"
        DENIED = "denied", "Denied"
        FINAL = "final", "Finalized"
        PENDING = "pending", "In process"
        WANTED = "wanted", "Waits for something of ours"
        RETURNED = "returned", "Sent back"
        UNKNOWN = "unknown", "Not found"
        RECEIVED = "received", "Received"
        NONE = "none", "No answer"

    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="status_checks")
    asked_on = models.DateField()
    standing = models.CharField(max_length=8, choices=Standing)
    codes = models.CharField(max_length=20, default="")
    question = SealedField(shape=core.StatusInquiry)
    answer = SealedField(shape=core.StatusAnswer, null=True)
    sent = models.ForeignKey("claims.File", on_delete=models.PROTECT, related_name="+")
    received = models.ForeignKey("claims.File", null=True, on_delete=models.PROTECT, related_name="+")
    simulated = models.BooleanField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    @property
    def patient(self) -> Any:
        """Whose claim it is."""
        return self.claim.patient
