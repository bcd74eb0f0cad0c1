"""The journal. Rows are written once; what was wrong is reversed by a new entry, never changed."""

from __future__ import annotations

from django.db import models

from claimwright import ledger
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import MoneyField, SealedField
from claimwright.office.kit.scope import PracticeOwned


class JournalEntry(AppendOnly, PracticeOwned):
    """One balanced entry of the engine's ledger. ``entry_id`` names its source, so that nothing is posted twice.

    ``value``: the entry as the engine made it; the postings are its columns, for queries.
    """

    entry_id = models.CharField(max_length=40)
    on = models.DateField()
    kind = models.CharField(max_length=24)
    value = SealedField(shape=ledger.Entry)
    claim = models.ForeignKey("claims.Claim", null=True, on_delete=models.PROTECT, related_name="entries")
    remittance = models.ForeignKey("remits.Remittance", null=True, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "entry_id"], name="entry_once_per_practice")]
        ordering = ["on", "id"]


class JournalPosting(AppendOnly, PracticeOwned):
    """One amount on one account: positive debits, negative credits."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=40)
    amount = MoneyField()
    claim = models.ForeignKey("claims.Claim", null=True, on_delete=models.PROTECT, related_name="postings")
    patient = models.ForeignKey("encounters.Patient", null=True, on_delete=models.PROTECT, related_name="postings")
    line = models.CharField(max_length=60, default="")
    payer = models.CharField(max_length=80, default="")
    group = models.CharField(max_length=4, default="")
    reason = models.CharField(max_length=10, default="")
    reference = models.CharField(max_length=80, default="")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["practice", "account"])]


class Balance(PracticeOwned):
    """What stands on one account for a claim and a payer (without a claim: for a patient): the sum of its postings, kept beside them.

    ``key`` says which; ``since`` is the day of the first posting. The journal is the truth: :func:`.balances.differing` compares.
    """

    key = models.CharField(max_length=160)
    account = models.CharField(max_length=40)
    claim = models.ForeignKey("claims.Claim", null=True, on_delete=models.PROTECT, related_name="balances")
    patient = models.ForeignKey("encounters.Patient", null=True, on_delete=models.PROTECT, related_name="balances")
    payer = models.CharField(max_length=80, default="")
    amount = MoneyField(default=0)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "key"], name="balance_once")]
        indexes = [
            models.Index(fields=["practice", "account", "since"], condition=~models.Q(amount=0), name="balances_that_stand"),
            models.Index(fields=["practice", "patient", "account"], name="balances_of_patients"),
        ]
