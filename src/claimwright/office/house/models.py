"""Rules of the house and contracts with payers, in the practice's own words; every change is a new row."""

from __future__ import annotations

from django.db import models

from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.scope import PracticeOwned


class Wording(AppendOnly, PracticeOwned):
    """One state of a text: the newest row of a ``name`` is what stands; ``on``: whether it does anything."""

    name = models.CharField(max_length=80)
    text = models.TextField()
    on = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, default="")
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class HouseRule(Wording):
    """A rule that the practice checks its own claims by (``edits/house``); ``name`` is its id."""

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["practice", "name"], name="house_rule_by_name")]


class PayerContract(Wording):
    """What a payer has agreed to pay (``payers/contract``); ``name`` is its id, ``payer`` the payer's, ``first`` and ``last`` its days."""

    payer = models.CharField(max_length=80)
    first = models.DateField()
    last = models.DateField(null=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["practice", "name"], name="contract_by_name")]
