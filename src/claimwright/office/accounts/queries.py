"""Reading memberships."""

from __future__ import annotations

from typing import Any

from .models import Membership, User


def tried_name(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """The name that somebody tried to sign in with, no longer than a name may be: its failures are kept under it."""
    said = (credentials or {}).get("username") or (request.POST.get("username") if request else "") or ""
    return str(said)[: User._meta.get_field("username").max_length]


def memberships_of(user: User) -> list[Membership]:
    """The practices a person works for, by name."""
    return list(Membership.objects.filter(user=user).select_related("practice", "user").order_by("practice__name"))


def membership_in(user: User, practice_id: str) -> Membership | None:
    """The person's membership in the practice with this opaque id, else in the first of hers; None where she has none."""
    mine = memberships_of(user)
    return next((one for one in mine if one.practice.public_id == practice_id), mine[0] if mine else None)
