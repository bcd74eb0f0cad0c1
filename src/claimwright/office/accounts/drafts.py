"""Half-written forms: kept sealed while somebody writes and when her session ends under a form that she sends; given back to her alone.

A form is known by the path it is sent to. A draft is given back in the same practice, to the same person, for a day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from claimwright.office.kit.scope import as_person, within

from .models import Draft, Membership
from .queries import membership_in, memberships_of

LASTS = timedelta(days=1)
MOST_FIELDS, MOST_SIGNS = 60, 40_000
NEVER = ("csrfmiddlewaretoken", "password", "code", "credential", "old_password", "new_password1", "new_password2")
"""Fields that are never kept; a form with a password is not kept at all."""


def keep(by: Membership, path: str, fields: Mapping[str, str]) -> bool:
    """Keep what stands in the form sent to ``path``; nothing in it: forget it. Whether something is kept now."""
    own = Draft.objects.for_practice(by.practice_id).filter(user=by.user_id)
    own.filter(created_at__lt=timezone.now() - LASTS).delete()
    kept = {name: value for name, value in fields.items() if name not in NEVER and value.strip()}
    secret = any("password" in name for name in fields)
    fits = len(kept) <= MOST_FIELDS and sum(map(len, kept.values())) <= MOST_SIGNS
    own.filter(place=_place(path)).delete()
    if not kept or secret or not fits:
        return False
    Draft(practice_id=by.practice_id, user_id=by.user_id, place=_place(path), value=kept).save()
    return True


def back(by: Membership, paths: Iterable[str]) -> dict[str, dict[str, str]]:
    """What this person was writing in the forms sent to these paths."""
    asked = {_place(path): path for path in paths}
    own = Draft.objects.for_practice(by.practice_id).filter(user=by.user_id, place__in=asked)
    return {asked[row.place]: row.value for row in own.filter(created_at__gte=timezone.now() - LASTS)}


def rescue(request: HttpRequest) -> bool:
    """Keep the form that comes in with a session that has just ended."""
    if request.method != "POST" or request.path_info.startswith(("/account/", "/api/")) or request.FILES:
        return False
    with as_person(request.user):
        by = membership_in(memberships_of(request.user), request.session.get("practice", ""))
        if by is None:
            return False
        with within(by.practice_id):
            return keep(by, request.path_info, request.POST.dict())


def _place(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()
