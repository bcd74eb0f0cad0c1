"""The audit trail: who did or saw what, when, chained so that a change of the past shows."""

from __future__ import annotations

from django.db import models

from .append_only import AppendOnly


class AuditEvent(AppendOnly):
    """One thing that somebody did or saw (45 CFR 164.312(b)). Never holds clinical text; ids are opaque.

    ``tag``: ``subject:part:verb``. ``digest``: HMAC over the fields and the digest before; see :mod:`.audit`.
    """

    sequence = models.BigAutoField(primary_key=True)
    at = models.CharField(max_length=32)
    practice = models.ForeignKey("practices.Practice", null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=150)
    role = models.CharField(max_length=40)
    tag = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40, db_index=True)
    patient_id = models.CharField(max_length=40, db_index=True)
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    detail = models.CharField(max_length=1000)
    address = models.CharField(max_length=45)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-sequence"]
