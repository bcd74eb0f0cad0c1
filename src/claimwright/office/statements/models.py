"""Print runs, statements as they were sent, and what keeps a patient from being sent one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models

from claimwright.core import Money
from claimwright.forms import Letter
from claimwright.office.kit.append_only import AppendOnly
from claimwright.office.kit.fields import MoneyField, SealedBytes, SealedField, ValueField
from claimwright.office.kit.scope import PracticeOwned

from .cycle import Cycle


class OwnCycle(PracticeOwned):
    """The dunning cycle that a practice has chosen, and who chose it last."""

    value = ValueField(shape=Cycle)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice"], name="one_cycle_per_practice")]


class Run(PracticeOwned):
    """One print run of a practice: everybody who was due on a day. ``pdf``: all letters of it, once it is whole."""

    class State(models.TextChoices):
        """How far it is."""

        WRITING = "writing", "Being written"
        DONE = "done", "Written"

    on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WRITING)
    letters = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    amount = MoneyField(default=0)
    pdf = SealedBytes(null=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "on"], name="run_once_a_day")]


class Sent(AppendOnly, PracticeOwned):
    """A statement as it was sent to one patient in a run, for good. ``level``: 1 the first, then the reminders."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="statements")
    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="statements")
    on = models.DateField()
    level = models.PositiveSmallIntegerField()
    amount = MoneyField()
    due = models.DateField()
    value = SealedField(shape=Letter)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "patient"], name="statement_once_a_run")]
        indexes = [models.Index(fields=["practice", "patient", "on"], name="statements_of_patients")]


class Hold(PracticeOwned):
    """A patient is sent nothing for now, and why. ``until``: its last day, None until it is ended by a person."""

    class Why(models.TextChoices):
        """Reasons."""

        DISPUTE = "dispute", "Disputes the bill"
        ASSISTANCE = "assistance", "Has asked for financial assistance"
        BANKRUPTCY = "bankruptcy", "Bankruptcy"
        DECEASED = "deceased", "Has died"
        ADDRESS = "address", "Mail came back"
        LIABILITY = "liability", "Attorney or another's liability"
        OTHER = "other", "Something else"

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="statement_holds")
    why = models.CharField(max_length=10, choices=Why)
    note = SealedField(shape=str)
    until = models.DateField(null=True)
    ended_reason = models.CharField(max_length=300, default="")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")


class Plan(PracticeOwned):
    """What a patient has agreed to pay month by month. What was paid, the payments say; nothing is booked by a plan."""

    patient = models.ForeignKey("encounters.Patient", on_delete=models.PROTECT, related_name="payment_plans")
    total = MoneyField()
    instalment = MoneyField()
    first = models.DateField()
    agreed_on = models.DateField()
    note = SealedField(shape=str, default="")
    ended_reason = models.CharField(max_length=300, default="")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient"], condition=models.Q(ended_reason=""), name="one_plan_at_a_time"),
        ]  # fmt: skip

    @property
    def count(self) -> int:
        """How many instalments; the last may be smaller."""
        return -(-int(self.total) // int(self.instalment))

    def days(self) -> list[date]:
        """The days by which they are due: a month apart, the last day of a month that is shorter."""
        return [_months_on(self.first, number) for number in range(self.count)]

    def owing_by(self, on: date) -> Money:
        """What should have been paid by a day."""
        return Money(min(int(self.total), sum(day <= on for day in self.days()) * int(self.instalment)))


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def behind(plan: Any, paid: int, on: date) -> Money:
    """What of a plan is late on a day, given what was paid since it was agreed."""
    return Money(max(0, plan.owing_by(on) - paid))
