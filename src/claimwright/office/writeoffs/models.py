"""Amounts that are given up."""

from __future__ import annotations

from typing import Any

from django.db import models

from claimwright.office.kit.fields import MoneyField, SealedField
from claimwright.office.kit.scope import PracticeOwned


class WriteOff(PracticeOwned):
    """What a party owes on a claim and shall owe no more. ``payer``: whose it was, "" for the patient.

    ``reason``: one of ``terms.toml``; ``note``: in a person's words. Booked when it is approved; within a role's limit that is at once.
    """

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", "Waits for a second person"
        APPROVED = "approved", "Written off"
        REFUSED = "refused", "Refused"

    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="write_offs")
    payer = models.CharField(max_length=80, default="")
    amount = MoneyField()
    reason = models.CharField(max_length=24)
    note = SealedField(shape=str)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_reason = SealedField(shape=str, default="")

    class Meta:
        indexes = [models.Index(fields=["practice", "state"], name="write_offs_by_state")]

    @property
    def patient(self) -> Any:
        """Whose account it is on."""
        return self.claim.patient
