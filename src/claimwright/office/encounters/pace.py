"""What coders have signed lately, and for how long they worked on it: sums for each person and kind of work, never a record of moments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Sum
from django.http import Http404

from claimwright.office.accounts.models import Membership
from claimwright.office.practices.models import Practice

from .models import ActiveTime, CoderSkill, Encounter
from .queries import FILTERS, coders
from .queue import KINDS

DAYS = 30


class Pace(NamedTuple):
    """Of one kind of work: how many encounters somebody signed, and seconds of hers at each; None where no time was counted."""

    charts: int
    seconds: int | None


class Coder(NamedTuple):
    """A coder: what she codes, what waits that fits her, what she has in hand, and her pace by kind of work and in all."""

    member: Any
    skill: CoderSkill | None
    fits: int
    has: int
    paces: list[Pace]
    total: Pace


def paces(practice: Practice, on: date) -> list[Coder]:
    """Every coder of the practice, with the last :data:`DAYS` days until ``on``."""
    signed = Encounter.objects.for_practice(practice).filter(finalized_at__date__gt=on - timedelta(days=DAYS)).order_by()
    charts = {(user, kind): n for user, kind, n in signed.values_list("finalized_by", "kind").annotate(Count("id"))}
    own = ActiveTime.objects.for_practice(practice).filter(encounter__in=signed, user=F("encounter__finalized_by")).order_by()
    times = {
        (user, kind): (seconds, n)
        for user, kind, seconds, n in own.values_list("user", "encounter__kind").annotate(Sum("seconds"), Count("id"))
    }
    skills = {one.user_id: one for one in CoderSkill.objects.for_practice(practice)}
    waiting = Encounter.objects.for_practice(practice).filter(FILTERS["to-code"][1]).order_by()
    queue = list(waiting.values_list("kind", "specialty", "assigned_to").annotate(Count("id")))
    return [_coder(member, skills.get(member.user_id), queue, charts, times) for member in coders(practice)]


def coder(practice: Practice, public_id: str) -> Membership:
    """One of the coders, or 404."""
    found = next((one for one in coders(practice) if one.public_id == public_id), None)
    if found is None:
        raise Http404("no such coder")
    return found


def _coder(member: Any, skill: CoderSkill | None, queue: list[Any], charts: dict[Any, int], times: dict[Any, Any]) -> Coder:
    user = member.user_id
    fits = sum(n for kind, specialty, whose, n in queue if whose in (None, user) and (skill is None or skill.fits(kind, specialty)))
    has = sum(n for *_, whose, n in queue if whose == user)
    kinds = [(charts.get((user, kind), 0), *times.get((user, kind), (0, 0))) for kind in KINDS]
    return Coder(member, skill, fits, has, [_pace(*one) for one in kinds], _pace(*map(sum, zip(*kinds, strict=True))))


def _pace(charts: int, seconds: int, timed: int) -> Pace:
    return Pace(charts, round(seconds / timed) if timed else None)
