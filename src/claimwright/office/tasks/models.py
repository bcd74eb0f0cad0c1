"""Tasks with an owner and a day; notes and calls, written once."""

from __future__ import annotations

from typing import Any

from django.db import models

from claimwright.core import Sparse
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.scope import PracticeOwned


class Call(Sparse, frozen=True, kw_only=True):
    """A telephone call: with whom, what the other side calls it, and what came of it."""

    whom: str = ""
    representative: str = ""
    reference: str = ""
    outcome: str = ""


class Words(Sparse, frozen=True, kw_only=True):
    """What somebody wrote down; with ``call`` where it was a call."""

    text: str
    call: Call | None = None


class About(PracticeOwned):
    """A row about a patient, and more exactly about a claim or an encounter of the patient."""

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey("claims.Claim", null=True, on_delete=models.PROTECT, related_name="%(class)ss")
    encounter = models.ForeignKey("encounters.Encounter", null=True, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def about(self) -> Any:
        """The row it is most exactly about."""
        return self.claim or self.encounter or self.patient


class Task(About):
    """The next thing to do: ``what`` (sealed, it may name somebody), by whom and by when."""

    what = SealedField(shape=str)
    owner = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="tasks")
    due = models.DateField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["practice", "owner", "done_at", "due"], name="tasks_of_somebody")]


class Note(AppendOnly, About):
    """A note or a call. It is never changed; what was wrong is said in another."""

    value = SealedField(shape=Words)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
