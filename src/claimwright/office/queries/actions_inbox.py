"""What a provider does with the queries that are put to her."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claimwright.office.accounts.models import Membership
from claimwright.office.jobs.actions import notify
from claimwright.office.kit.actions import action, unchanged

from .actions import State, answered, changed
from .errors import NotAsked
from .models import Question


@action("inbox:open")
def open_own(question: Question, *, by: Any) -> Question:
    """The provider looks at it for the first time."""
    _must_be_hers(question, by)
    return changed(question, State.OPENED, "Opened by the provider", by) if question.state == State.SENT else unchanged(question)


@action("inbox:answer")
def sign_answer(question: Question, *, by: Any, outcome: str, words: str) -> Question:
    """Answer and sign: an addendum under her name with the time, from which the codes are proposed again; who asked is told.

    A signature names its author and bears a date and a time (42 CFR 482.24(c)(1); Medicare Program Integrity Manual, chapter 3, 3.3.2.4).
    """
    _must_be_hers(question, by)
    signed = f"{question.provider.value.display}, signed electronically {timezone.now():%Y-%m-%d %H:%M} UTC"
    done = answered(question, by, outcome, words, signed, f", signed by {by.user.username}")
    asked = question.events.filter(state=State.SENT).values("by")
    for member in Membership.objects.filter(practice=question.practice_id, user__in=asked):
        notify(member, "A provider has answered a query.", f"/encounters/{question.encounter.public_id}")
    return done


def _must_be_hers(question: Question, by: Any) -> None:
    if question.provider is None or question.provider.member_id != by.pk:
        raise NotAsked
