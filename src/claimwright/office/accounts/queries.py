"""Reading memberships, people and sessions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone

from .models import Membership, ServiceToken, Session, User


def tried_name(request: Any, credentials: dict[str, Any] | None = None) -> str:
    """The name that somebody tried to sign in with, no longer than a name may be: its failures are kept under it."""
    said = (credentials or {}).get("username") or (request.POST.get("username") if request else "") or ""
    return str(said)[: User._meta.get_field("username").max_length]


def memberships_of(user: User) -> list[Membership]:
    """The practices a person works for, by name."""
    return list(Membership.objects.filter(user=user).select_related("practice__organisation", "user").order_by("practice__name"))


def membership_in(mine: list[Membership], practice_id: str) -> Membership | None:
    """Of a person's memberships the one in the practice with this opaque id, else the first; None where she has none."""
    return next((one for one in mine if one.practice.public_id == practice_id), mine[0] if mine else None)


def sessions_of(*people: User) -> list[Session]:
    """Where these people are signed in, the latest used first; what has been idle for too long is out already."""
    now = timezone.now()
    rows = Session.objects.filter(user__in=people, expire_date__gt=now).exclude(seen__lt=now - settings.IDLE)
    return list(rows.select_related("user").order_by("-seen"))


def people_of(practice: Any) -> list[Membership]:
    """Everybody who belongs to the practice, by name."""
    return list(Membership.objects.filter(practice=practice).select_related("user", "practice").order_by("user__username"))


def person_of(practice: Any, public_id: str) -> Membership | None:
    """One of the practice's people."""
    return Membership.objects.filter(practice=practice, public_id=public_id).select_related("user", "practice").first()


def tokens_of(practice: Any) -> Any:
    """The practice's tokens, the newest first."""
    return ServiceToken.objects.filter(practice=practice).select_related("user").order_by("-created_at")
