"""Charge batches with their control totals, and the services in them."""

from __future__ import annotations

from typing import Any

from django.db import models

from claimwright import core
from claimwright.core import Money
from claimwright.office.kit.fields import MoneyField, SealedField
from claimwright.office.kit.scope import PracticeOwned


class ChargeBatch(PracticeOwned):
    """Charge tickets keyed together. ``expected_count`` and ``expected_amount``: what the tickets add up to, counted before keying."""

    class State(models.TextChoices):
        """Whether its services are with the encounters."""

        OPEN = "open", "Open"
        RELEASED = "released", "Released"
        VOID = "void", "Given up"

    number = models.PositiveIntegerField()
    expected_count = models.PositiveIntegerField()
    expected_amount = MoneyField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    released_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="charge_batch_number_once")]

    @property
    def count(self) -> int:
        """Services keyed."""
        return self.charges.count()

    @property
    def amount(self) -> Money:
        """What they come to."""
        return Money.total(self.charges.values_list("amount", flat=True))


class Charge(PracticeOwned):
    """One service of one encounter. ``amount``: fee times units when it was keyed."""

    class State(models.TextChoices):
        """Where it stands."""

        KEYED = "keyed", "Keyed"
        RELEASED = "released", "With the encounter"
        LATE = "late", "Late: the codes are signed"

    batch = models.ForeignKey(ChargeBatch, on_delete=models.PROTECT, related_name="charges")
    encounter = models.ForeignKey("encounters.Encounter", on_delete=models.PROTECT, related_name="charges")
    value = SealedField(shape=core.CodeAssignment)
    amount = MoneyField()
    state = models.CharField(max_length=8, choices=State, default=State.KEYED)

    class Meta:
        ordering = ["id"]

    @property
    def patient(self) -> Any:
        """Whom it was done for."""
        return self.encounter.patient
