"""What the demonstration's coders code and ask: skills, time at charts, the queries that the records raise, one of them sent.

The visitor named ``provider`` answers it.
"""

from __future__ import annotations

from typing import Any

from .accounts.models import Membership
from .encounters.actions_queue import MOST_SECONDS, set_skill, worked
from .encounters.models import ActiveTime, CoderSkill, Encounter
from .practices.models import Practice, Provider
from .queries import engine
from .queries.actions import draft_questions, send
from .queries.models import Question

SKILLS = {"coder": ["visit", "emergency"], "coding-lead": ["operation", "stay"]}


def fill_coding(practice: Practice, by: Any) -> None:
    """Put it all there; done again, it changes nothing."""
    members = {one.user.username: one for one in Membership.objects.filter(practice=practice).select_related("user")}
    Provider.objects.for_practice(practice).filter(member=None).update(member=members.get("provider"))
    if not CoderSkill.objects.for_practice(practice).exists():
        for name in SKILLS.keys() & members.keys():
            set_skill(practice, members[name], by=by, kinds=SKILLS[name], specialties=[])
    _time(practice, by)
    _queries(practice, by)


def _time(practice: Practice, by: Any) -> None:
    """Two to six minutes at each chart that was signed."""
    if ActiveTime.objects.for_practice(practice).exists():
        return
    for place, encounter in enumerate(Encounter.objects.for_practice(practice).filter(state=Encounter.State.FINAL).order_by("id")):
        for _ in range(1 + place % 3):
            worked(encounter, by, MOST_SECONDS)


def _queries(practice: Practice, by: Any) -> None:
    for encounter in Encounter.objects.for_practice(practice).exclude(state=Encounter.State.FINAL).order_by("id"):
        draft_questions(encounter, by=by)
    asked = list(Question.objects.for_practice(practice).order_by("id"))
    fit = [one for one in asked if not engine.faults(one.value, one.encounter)]
    if fit and all(one.state == Question.State.DRAFT for one in asked):
        send(fit[0], by=by)
