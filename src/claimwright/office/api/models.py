"""Answers that were given, for a day: whoever repeats a call gets the same one again."""

from __future__ import annotations

from django.db import models

from claimwright.office.kit.fields import SealedBytes
from claimwright.office.kit.scope import PracticeOwned


class Reply(PracticeOwned):
    """What a call with an Idempotency-Key was answered (:mod:`.once`).

    ``key``, ``asked``: keyed digests of the caller's key and of what was asked under it. ``status`` 0: not answered yet.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content = SealedBytes(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "user", "key"], name="reply_once_per_key")]
        indexes = [models.Index(fields=["practice", "created_at"], name="replies_by_age")]
