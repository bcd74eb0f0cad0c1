"""What the demonstration asks of providers: the queries that its records raise, one of them sent; the visitor named provider answers."""

from __future__ import annotations

from typing import Any

from .accounts.models import Membership
from .encounters.models import Encounter
from .practices.models import Practice, Provider
from .queries import engine
from .queries.actions import draft_questions, send
from .queries.models import Question


def fill_queries(practice: Practice, by: Any) -> None:
    """Draft for every encounter that is not signed, and send the first; done again, it changes nothing."""
    her = Membership.objects.filter(practice=practice, user__username="provider").first()
    Provider.objects.for_practice(practice).filter(member=None).update(member=her)
    for encounter in Encounter.objects.for_practice(practice).exclude(state=Encounter.State.FINAL).order_by("id"):
        draft_questions(encounter, by=by)
    asked = Question.objects.for_practice(practice).order_by("id")
    drafts = [one for one in asked if not engine.faults(one.value, one.encounter)]
    if drafts and all(one.state == Question.State.DRAFT for one in asked):
        send(drafts[0], by=by)
