"""Who is told of what, and what was told."""

from __future__ import annotations

from typing import Any

from django.db import models

from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.scope import PracticeOwned

EVENTS = {
    "claim.state": "Claim changes state",
    "encounter.finalised": "Encounter signed",
    "remittance.posted": "Payment in the books",
    "job.done": "Job ended",
}
"""What can be told of, in words."""


class Subscription(PracticeOwned):
    """An address that wants to know. ``secret`` signs what is sent there; ``by``: the owner who answers for it; ``why``: it stopped."""

    class State(models.TextChoices):
        """Whether anything is sent there."""

        ON = "on", "On"
        GIVEN_UP = "given-up", "Given up"
        ENDED = "ended", "Ended"

    address = models.CharField(max_length=300)
    events = models.JSONField(default=list)
    secret = SealedField(shape=str)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ON)
    why = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["practice", "state"])]

    @property
    def titles(self) -> list[str]:
        """The events in words."""
        return [EVENTS[name] for name in self.events if name in EVENTS]


class Delivery(PracticeOwned):
    """One thing that one address is to be told, in the order of the rows. ``facts``: states and opaque ids, nothing of a patient."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        GIVEN_UP = "given-up", "Given up"

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=120, default="")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["subscription", "state", "id"], name="deliveries_of_an_address")]

    def body(self) -> dict[str, Any]:
        """What is sent."""
        return {"type": self.event, "timestamp": self.created_at.isoformat(timespec="seconds"), "data": self.facts}
