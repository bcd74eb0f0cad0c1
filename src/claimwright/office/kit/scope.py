"""The one way to rows that belong to a practice: ``Model.objects.for_practice(practice)``.

Views and queries never reach such a model otherwise; ``tests/office/test_scope_lint.py`` reads the source and fails if one does.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from .fields import opaque


class ScopedQuerySet(models.QuerySet):
    """Rows of practice-owned models."""

    def for_practice(self, practice: Any) -> ScopedQuerySet:
        """Only what belongs to this practice (a Practice or its primary key)."""
        return self.filter(practice=practice)


class PracticeOwned(models.Model):
    """A row that belongs to exactly one practice and is known outside by an opaque id."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=opaque, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
