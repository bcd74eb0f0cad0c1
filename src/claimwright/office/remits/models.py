"""Remittances as they came, what they prove, and what waits for a person."""

from __future__ import annotations

from django.db import models

from claimwright import core
from claimwright.office.kit.fields import MoneyField, SealedField, ValueField
from claimwright.office.kit.scope import PracticeOwned


class Remittance(PracticeOwned):
    """One payment with its claims. Known by payer, trace, date and amount: the same payment in a new envelope is a duplicate."""

    class State(models.TextChoices):
        """Whether its money is in the ledger."""

        POSTED = "posted", "Posted"
        PARTLY = "partly", "Posted, some claims wait"
        WAITING = "waiting", "Waits: does not balance"

    identity = models.CharField(max_length=250)
    state = models.CharField(max_length=10, choices=State)
    value = SealedField(shape=core.Remittance)
    amount = MoneyField()
    difference = MoneyField()
    proofs = ValueField(shape=dict[str, bool])
    paid_on = models.DateField()
    payer_name = models.CharField(max_length=200)
    trace = models.CharField(max_length=80)
    file = models.ForeignKey("claims.File", on_delete=models.PROTECT, related_name="remittances")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "identity"], name="remittance_once_per_practice")]
        ordering = ["-paid_on", "-id"]


class Incoming(PracticeOwned):
    """A file that somebody dropped here and what became of it: acknowledgements, answers and payments, each known by itself.

    ``payments``: how many it holds. ``said``: what it did, in words without a name.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waits"
        DONE = "done", "Taken in"
        KEPT = "kept", "Waits for a poster"
        FAILED = "failed", "Cannot be read"

    file = models.OneToOneField("claims.File", on_delete=models.PROTECT, related_name="incoming")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    payments = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=500, default="")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]


class RemittanceClaim(PracticeOwned):
    """One claim of a remittance and the claim of ours it answers, if it was found."""

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="claims")
    number = models.PositiveIntegerField()
    claim = models.ForeignKey("claims.Claim", null=True, on_delete=models.PROTECT, related_name="answers")
    value = SealedField(shape=core.RemittanceClaim)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["remittance", "number"], name="remittance_claim_once")]
        ordering = ["number"]


class RemittanceException(PracticeOwned):
    """What could not be posted by itself and why; a person resolves it."""

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="exceptions")
    claim_id = models.CharField(max_length=80, default="")
    kind = models.CharField(max_length=80)
    message = SealedField(shape=str)
    severity = models.CharField(max_length=10, default="error")
    place = models.PositiveIntegerField(default=0)
    line = models.CharField(max_length=60, default="")
    difference = MoneyField(default=0)
    resolved_reason = models.CharField(max_length=500, default="")

    class Meta:
        ordering = ["id"]
