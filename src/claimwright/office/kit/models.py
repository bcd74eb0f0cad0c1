"""The audit trail: who did or saw what, when, chained so that a change of the past shows. The keys of the practices, wrapped."""

from __future__ import annotations

from django.db import models

from .append_only import AppendOnly
from .scope import ScopedQuerySet


class AuditEvent(AppendOnly):
    """One thing that somebody did or saw (45 CFR 164.312(b)). Never holds clinical text or a name of a patient; ids are opaque.

    ``sequence`` counts without gaps. ``tag``: ``subject:part:verb``. ``act``: C, R, U, D or E (create, read, update, delete, execute).
    ``patients``: further patients whose identity was shown, by spaces (a list). ``session``: keyed digest of the login session.
    ``request``: joins the events of one request. ``key``: id of the key of ``digest``, an HMAC over the fields and the digest before
    (:mod:`.chain`); "" for events of the first form.
    """

    sequence = models.BigAutoField(primary_key=True)
    at = models.CharField(max_length=32)
    practice = models.ForeignKey("practices.Practice", null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=150)
    role = models.CharField(max_length=200)
    tag = models.CharField(max_length=80, db_index=True)
    act = models.CharField(max_length=1, default="")
    subject = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40, db_index=True)
    patient_id = models.CharField(max_length=40, db_index=True)
    patients = models.TextField(default="")
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    detail = models.CharField(max_length=1000)
    purpose = models.CharField(max_length=12, default="")
    address = models.CharField(max_length=45)
    client = models.CharField(max_length=120, default="")
    session = models.CharField(max_length=16, default="")
    request = models.CharField(max_length=16, default="")
    version = models.CharField(max_length=20, default="")
    key = models.CharField(max_length=8, default="")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["practice", "-sequence"], name="trail_of_practice")]


class AuditHead(models.Model):
    """The end of the chain, in one row of no practice. Whoever appends locks it, so the chain stays a line however many write."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")


class DataKey(models.Model):
    """A practice's key for sealed values, itself sealed under a key outside the database (:mod:`.crypto`). The newest is in use."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=16, unique=True)
    wrapped = models.CharField(max_length=120)
    wrapped_by = models.CharField(max_length=8)
    created_at = models.DateTimeField(auto_now_add=True)


class SearchTerm(models.Model):
    """A blind index: a keyed digest of the beginning of a word that a sealed row can be found by (:mod:`.search`)."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=12)
    row = models.CharField(max_length=16)
    digest = models.BigIntegerField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "digest", "subject", "row"], name="term_once")]
        indexes = [models.Index(fields=["row"], name="terms_of_row")]


class Shared(models.Model):
    """What every process must know at once, for a while (:mod:`.shared`). ``until``: None for ever. Nothing of a patient."""

    key = models.CharField(max_length=250, primary_key=True)
    value = models.JSONField()
    until = models.DateTimeField(null=True, db_index=True)
