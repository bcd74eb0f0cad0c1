"""Whose an encounter is, what keeps it waiting, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from claimwright.office.accounts.models import Membership
from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from .actions import happened
from .errors import AlreadyFinal, NeedsReason, NotAMember, TakenBySomebody
from .models import ActiveTime, CoderSkill, Encounter
from .queue import KINDS, SPECIALTIES

MOST_SECONDS = 120
"""What one message of a page may add to somebody's time."""


@action("encounter:take")
def take(encounter: Encounter, *, by: Any) -> Encounter:
    """Take an encounter that nobody has; one's own is given back to the queue."""
    if not encounter.open:
        raise AlreadyFinal
    if encounter.assigned_to_id not in (None, by.user.pk):
        raise TakenBySomebody(encounter.assigned_to.username)
    return _assigned(encounter, None if encounter.assigned_to_id else by.user, by)


@action("encounter:assign")
def assign(encounter: Encounter, *, by: Any, to: Membership | None) -> Encounter:
    """Give an encounter to somebody of the practice who codes, or (None) back to the queue."""
    if not encounter.open:
        raise AlreadyFinal
    if to is not None and (to.practice_id != encounter.practice_id or not to.may("encounter:code:accept")):
        raise NotAMember
    user = to.user if to else None
    return unchanged(encounter) if encounter.assigned_to == user else _assigned(encounter, user, by)


@action("encounter:hold")
def hold(encounter: Encounter, *, by: Any, reason: str) -> Encounter:
    """Put an encounter aside, with the reason; it is not signed until it is released."""
    if not encounter.open:
        raise AlreadyFinal
    if not reason.strip():
        raise NeedsReason
    encounter.state, encounter.held_reason, encounter.held_by = Encounter.State.HELD, reason.strip()[:500], by.user
    encounter.save(update_fields=["state", "held_reason", "held_by"])
    happened(encounter, f"On hold: {encounter.held_reason}", by)
    return encounter


@action("encounter:release")
def release(encounter: Encounter, *, by: Any) -> Encounter:
    """End a hold; a query that is open goes on holding it."""
    if encounter.held_by_id is None:
        return unchanged(encounter)
    asked = encounter.questions.filter(state__in=("sent", "opened", "escalated")).exists()
    encounter.held_by = None
    encounter.held_reason = WAITS if asked else ""
    encounter.state = Encounter.State.HELD if asked else Encounter.State.CODING
    encounter.save(update_fields=["state", "held_reason", "held_by"])
    happened(encounter, "Released", by)
    return encounter


WAITS = "Waits for the provider's answer to a query"
"""Why an encounter is held while a query is open."""


@action("encounter:skill:set")
def set_skill(practice: Practice, member: Membership, *, by: Any, kinds: Iterable[str], specialties: Iterable[str]) -> CoderSkill:
    """Write down what somebody codes; no kind is every kind, no specialty every specialty."""
    if member.practice_id != practice.pk or not member.may("encounter:code:accept"):
        raise NotAMember
    said = {"kinds": [one for one in KINDS if one in kinds], "specialties": [one for one in SPECIALTIES if one in specialties]}
    skill, _ = CoderSkill.objects.for_practice(practice).update_or_create(practice=practice, user=member.user, defaults=said)
    audit.detail(person=member.user.username, **{name: " ".join(chosen) for name, chosen in said.items()})
    return skill


def worked(encounter: Encounter, by: Any, seconds: int) -> int:
    """Add to the time that a person has worked on an encounter; her seconds so far. Counts only what the coder can see herself."""
    known, _ = ActiveTime.objects.get_or_create(practice=encounter.practice, encounter=encounter, user=by.user)
    if seconds:
        own = ActiveTime.objects.for_practice(encounter.practice_id).filter(pk=known.pk)
        own.update(seconds=F("seconds") + min(seconds, MOST_SECONDS))
        known.refresh_from_db()
    return known.seconds


def _assigned(encounter: Encounter, user: Any, by: Any) -> Encounter:
    encounter.assigned_to = user
    encounter.save(update_fields=["assigned_to"])
    happened(encounter, f"Taken by {user.username}" if user else "Given back to the queue", by)
    audit.detail(to=user.username if user else "")
    return encounter
