"""What the bank says, what patients paid, what is given back."""

from __future__ import annotations

from typing import Any

from django.db import models

from claimwright.core import Money
from claimwright.office.kit.fields import MoneyField, SealedField
from claimwright.office.kit.scope import PracticeOwned


class Deposit(PracticeOwned):
    """One line of the bank's statement: money that reached the account."""

    on = models.DateField()
    amount = MoneyField()
    reference = models.CharField(max_length=80, default="")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "on", "amount", "reference"], name="deposit_once")]

    @property
    def held(self) -> Money:
        """What the payments in it come to."""
        return Money.total(part.amount for part in self.parts.select_related("remittance", "payment"))

    @property
    def difference(self) -> Money:
        """Bank minus payments; zero where they agree."""
        return Money(self.amount - self.held)


class PatientPayment(PracticeOwned):
    """Money from a patient. ``receipt``: from the form, so that a form sent twice is one payment. A card is known by a reference only."""

    class Method(models.TextChoices):
        """How it was paid."""

        CASH = "cash", "Cash"
        CHECK = "check", "Check"
        CARD = "card", "Card"

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="payments")
    on = models.DateField()
    amount = MoneyField()
    method = models.CharField(max_length=5, choices=Method)
    reference = models.CharField(max_length=40, default="")
    receipt = models.CharField(max_length=32)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    undone_reason = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "receipt"], name="payment_once_per_receipt")]


class DepositPart(PracticeOwned):
    """A payment in a deposit: a payer's (its BPR amount) or a patient's. Each is in one deposit at the most."""

    deposit = models.ForeignKey(Deposit, on_delete=models.PROTECT, related_name="parts")
    remittance = models.OneToOneField("remits.Remittance", null=True, on_delete=models.PROTECT, related_name="deposited")
    payment = models.OneToOneField(PatientPayment, null=True, on_delete=models.PROTECT, related_name="deposited")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(remittance=None, payment__isnull=False) | models.Q(remittance__isnull=False, payment=None),
                name="part_is_one_payment",
            ),
        ]  # fmt: skip

    @property
    def amount(self) -> Money:
        """What it is worth."""
        return Money((self.remittance or self.payment).amount)


class Refund(PracticeOwned):
    """Money to give back: asked for by one person, approved by another, booked when it is approved.

    ``claim``: whose credit it is, None for money that was paid for nothing yet; ``payer``: to whom, "" for the patient.
    """

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", "Waits for approval"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="refunds")
    claim = models.ForeignKey("claims.Claim", null=True, on_delete=models.PROTECT, related_name="refunds")
    payer = models.CharField(max_length=80, default="")
    amount = MoneyField()
    reason = SealedField(shape=str)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_reason = SealedField(shape=str, default="")

    @property
    def to(self) -> Any:
        """Whom it goes to, in words."""
        return self.payer or "the patient"
