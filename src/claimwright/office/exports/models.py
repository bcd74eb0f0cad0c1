"""Files that people take away."""

from __future__ import annotations

from django.db import models

from claimwright.office.kit.fields import SealedBytes
from claimwright.office.kit.scope import PracticeOwned


class Export(PracticeOwned):
    """One list as CSV. ``asked``: how it was narrowed, without names; ``left_out``: rows of restricted patients that it does not hold.

    Its parts go after ``until``. ``fetched``: how often it was taken away.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Being written"
        READY = "ready", "Ready"
        EXPIRED = "expired", "Expired"

    kind = models.CharField(max_length=12)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)
    fetched = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")


class Part(PracticeOwned):
    """Some lines of a file, sealed. A file is never whole in memory, however long it is: it is written and fetched part by part."""

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = SealedBytes()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="export_part_once")]
