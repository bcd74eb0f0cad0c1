"""Claims in their versions, what the edits found, what was sent and what came back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import models

from claimwright import core
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import MoneyField, SealedBytes, SealedField
from claimwright.office.kit.scope import PracticeOwned

REASON = re.compile(r"\b(?:CO|PR|OA|PI)-\w{1,3}\b")
"""A group and reason of an adjustment (CARC), as our words name them."""
MOST_REASONS = 20


def reasons_in(text: str) -> str:
    """The groups and reasons that a text names, in their order, each between blanks."""
    found = list(dict.fromkeys(REASON.findall(text)))[:MOST_REASONS]
    return f" {' '.join(found)} " if found else ""


class Claim(PracticeOwned):
    """One bill to one payer. Its content lives in immutable versions; here is where it stands.

    ``follows``: the claim that it replaces (frequency 7), voids (8) or carries on to the next payer (``sequence``). ``next_payers``: how
    many insurances after this one have not answered. ``sent_on``: the day it was last submitted. ``kind``, ``frequency`` and ``sequence``
    are the content's, for lists. ``said``: the last word about it; ``reasons``: the groups and reasons named there, each between blanks.
    """

    class State(models.TextChoices):
        """The engine's states of a claim (``flow/states.toml``), with the words of the office."""

        DRAFT = "draft", "Has findings"
        READY = "ready", "Ready to submit"
        SUBMITTED = "submitted", "Submitted"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"
        PAID = "paid", "Paid"
        PARTLY = "partly-paid", "Partly paid"
        DENIED = "denied", "Denied"
        REVERSED = "reversed", "Reversed"
        VOID = "void", "Void"

    encounter = models.ForeignKey("encounters.Encounter", on_delete=models.PROTECT, related_name="claims")
    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="claims")
    payer = models.ForeignKey("practices.Payer", on_delete=models.PROTECT, related_name="claims")
    claim_id = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    charge = MoneyField()
    date_of_service = models.DateField()
    payer_claim_id = models.CharField(max_length=80, default="")
    said = SealedField(shape=str, default="")
    reasons = models.CharField(max_length=200, default="")
    kind = models.CharField(max_length=13, default="professional")
    frequency = models.CharField(max_length=1, default="1")
    sequence = models.PositiveSmallIntegerField(default=1)
    next_payers = models.PositiveSmallIntegerField(default=0)
    sent_on = models.DateField(null=True)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "claim_id"], name="claim_id_never_reused")]
        indexes = [
            models.Index(fields=["practice", "state"]),
            models.Index(fields=["practice", "state", "date_of_service", "public_id"], name="claims_of_a_state_by_day"),
            models.Index(fields=["practice", "date_of_service", "public_id"], name="claims_by_day"),
            models.Index(fields=["practice", "charge", "public_id"], name="claims_by_charge"),
        ]

    def say(self, text: str) -> None:
        """Put its last word into this object."""
        self.said, self.reasons = text[:500], reasons_in(text)

    @property
    def value(self) -> core.Claim:
        """The content of the version in force."""
        return self.versions.get(version=self.version).value


class ClaimVersion(AppendOnly, PracticeOwned):
    """The claim's content as built once; never changed."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    value = SealedField(shape=core.Claim)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "version"], name="version_once")]


def contents(claims: Sequence[Claim]) -> list[core.Claim]:
    """The content of each claim in force, in one question; as :attr:`Claim.value` of each."""
    if not claims:
        return []
    rows = ClaimVersion.objects.for_practice(claims[0].practice_id).filter(claim__in=claims, version=models.F("claim__version"))
    found = {row.claim_id: row for row in rows}
    return [found[claim.pk].value for claim in claims]


class ClaimFinding(PracticeOwned):
    """What an edit says about one version, and the reason for which a person let it pass."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="findings")
    version = models.PositiveIntegerField()
    value = SealedField(shape=core.Finding)
    override_reason = models.CharField(max_length=500, default="")
    overridden_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def blocks(self) -> bool:
        """Whether the claim cannot go out because of it."""
        return self.value.severity == core.Severity.ERROR and not self.override_reason


class ClaimEvent(AppendOnly, PracticeOwned):
    """One step in a claim's life: from which state to which, by whom, why, by which file."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=12, choices=Claim.State)
    what = SealedField(shape=str)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("claims.File", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class File(AppendOnly, PracticeOwned):
    """A file that was sent or received, byte for byte, known by its sha256."""

    sha256 = models.CharField(max_length=64)
    direction = models.CharField(max_length=3, choices=[("out", "Sent"), ("in", "Received")])
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    content = SealedBytes()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "sha256"], name="file_once_per_practice")]
        indexes = [models.Index(fields=["practice", "id"], condition=models.Q(kind="835", direction="in"), name="payments_that_came_in")]

    @property
    def text(self) -> str:
        """The bytes as X12's basic character set shows them."""
        return bytes(self.content).decode("latin-1")


class Submission(PracticeOwned):
    """One 837 to one payer, and the claims in it."""

    class State(models.TextChoices):
        """What has become of the file."""

        WRITTEN = "written", "Written"
        DELIVERED = "delivered", "Delivered"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"

    payer = models.ForeignKey("practices.Payer", on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.WRITTEN)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="submission")
    claims = models.ManyToManyField(Claim, related_name="submissions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="submission_number_once")]


class SandboxDesk(models.Model):
    """What the sandbox's payers remember of an organisation's patients: deductibles met, claims settled, balances carried.

    ``script``: the trouble they make on purpose (``sandbox/payer/scripts``), "" for none.
    """

    organisation = models.OneToOneField("practices.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.TextField(default="")
    script = models.CharField(max_length=40, default="")
