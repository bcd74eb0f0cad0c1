"""What a practice prefers."""

from __future__ import annotations

from django.db import models

from claimwright.coding.preferences import Preference
from claimwright.office.kit.fields import SealedField, ValueField
from claimwright.office.kit.scope import PracticeOwned


class CodingPreference(PracticeOwned):
    """A preference that was learned, and whether it is on. ``value`` holds words that the books know, so no name stands in it."""

    key = models.CharField(max_length=40)
    value = ValueField(shape=Preference)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "key"], name="preference_once_per_practice")]


class CodingSetup(PracticeOwned):
    """The specialty packs that are on in a practice."""

    packs = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice"], name="one_setup_per_practice")]


class Favourite(PracticeOwned):
    """A code that one person keeps at hand."""

    member = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=20)
    code = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "system", "code"], name="favourite_once_per_member")]
        ordering = ["id"]


class Phrase(PracticeOwned):
    """Words that one person writes often, offered wherever she gives a reason. Sealed: they are her own."""

    member = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="+")
    value = SealedField(shape=str)

    class Meta:
        ordering = ["id"]
