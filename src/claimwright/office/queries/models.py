"""Queries and their history."""

from __future__ import annotations

from django.db import models

from claimwright.coding.queries import ProviderQuery
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.scope import PracticeOwned


class Question(PracticeOwned):
    """A query about one encounter. ``value``: as it stands, with its answer; what was sent stays in its events. ``to``: the provider.

    ``provider``: the same as the practice knows her, where it does; whoever signs in as she finds it in her inbox.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        OPENED = "opened", "Opened"
        ESCALATED = "escalated", "Escalated"
        ANSWERED = "answered", "Answered"
        CANCELLED = "cancelled", "Cancelled"

    encounter = models.ForeignKey("encounters.Encounter", on_delete=models.PROTECT, related_name="questions")
    value = SealedField(shape=ProviderQuery)
    template = models.CharField(max_length=60, default="")
    to = models.CharField(max_length=120, default="")
    provider = models.ForeignKey("practices.Provider", null=True, on_delete=models.PROTECT, related_name="questions")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    outcome = models.CharField(max_length=15, default="")
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["practice", "state", "sent_at"])]

    @property
    def waits(self) -> bool:
        """Whether the provider has yet to answer."""
        return self.state in WAITING


WAITING = (Question.State.SENT, Question.State.OPENED, Question.State.ESCALATED)
"""States in which the provider has yet to answer."""


class QuestionEvent(AppendOnly, PracticeOwned):
    """One step in a query's life, with the query as it was then."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=Question.State)
    what = SealedField(shape=str)
    value = SealedField(shape=ProviderQuery)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
