"""Jobs and notices."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from claimwright.office.kit.scope import PracticeOwned


class Job(PracticeOwned):
    """A piece of work. ``arguments`` and ``result`` hold opaque ids and counts, never PHI.

    ``key``: the same work asked for twice is one job. ``leased_until``: a worker that says nothing until then has died, and another takes
    over. ``attempts``: how often it was begun. ``anew``: it was asked for again while it ran, and begins once more at its end. ``error``: a
    sentence for people, or where the program failed.
    """

    class State(models.TextChoices):
        """Where it stands."""

        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Called off"

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    key = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, default="")
    anew = models.BooleanField(default=False)
    error = models.CharField(max_length=500, default="")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "kind", "key"], name="job_once_per_key")]
        indexes = [models.Index(fields=["practice", "state", "run_after"])]

    @property
    def open(self) -> bool:
        """Whether something may still happen to it."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def share(self) -> int:
        """Percent done; 0 where it is not known how much there is."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class Notice(PracticeOwned):
    """A line to one person: what happened and where to look. ``text`` names no patient."""

    to = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    address = models.CharField(max_length=200, default="")
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["to", "read_at"])]
