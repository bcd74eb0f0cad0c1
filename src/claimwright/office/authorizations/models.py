"""Authorizations: asked for with a 278, or told by a payer in some other way and written down."""

from __future__ import annotations

from datetime import date

from django.db import models

from claimwright import core
from claimwright.office.kit.fields import SealedField
from claimwright.office.kit.scope import PracticeOwned

from .values import Service


class Authorization(PracticeOwned):
    """A payer's word on services before they are done.

    ``number``: of the certification, "" where there is none; it goes on the claim (REF*G1). ``first`` to ``last``: the days it holds.
    ``services``: what it is for; none means any. ``question``, ``answer``, ``sent``, ``received``: the 278s, None where a person wrote the
    number down; ``told`` then says who gave it. ``simulated``: no payer said this, the sandbox did. ``uses``: encounters whose claims bear
    it. ``withdrawn``: why it must not be used any more.
    """

    class State(models.TextChoices):
        """What the payer said."""

        CERTIFIED = "certified", "Certified"
        PARTLY = "partly", "Certified in part"
        PENDED = "pended", "Under review"
        REFUSED = "refused", "Not certified"
        NEEDLESS = "needless", "Not needed"
        FAILED = "failed", "Not answered"

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="authorizations")
    payer = models.ForeignKey("practices.Payer", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    number = SealedField(shape=str)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    services = SealedField(shape=tuple[Service, ...])
    asked_on = models.DateField()
    question = SealedField(shape=core.AuthorizationRequest, null=True)
    answer = SealedField(shape=core.AuthorizationAnswer, null=True)
    sent = models.ForeignKey("claims.File", null=True, on_delete=models.PROTECT, related_name="+")
    received = models.ForeignKey("claims.File", null=True, on_delete=models.PROTECT, related_name="+")
    simulated = models.BooleanField(default=False)
    told = SealedField(shape=str, default="")
    withdrawn = models.CharField(max_length=300, default="")
    uses = models.ManyToManyField("encounters.Encounter", related_name="authorizations")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["practice", "state", "last"], name="authorizations_by_end")]

    @property
    def holds(self) -> bool:
        """Whether there is a number that may be used."""
        return bool(self.state in (self.State.CERTIFIED, self.State.PARTLY) and self.number and not self.withdrawn)

    def covers(self, code: str, on: date) -> bool:
        """Whether it may be used for a service on a day."""
        in_time = (self.first is None or self.first <= on) and (self.last is None or on <= self.last)
        return self.holds and in_time and (not self.services or any(one.code == code for one in self.services))
