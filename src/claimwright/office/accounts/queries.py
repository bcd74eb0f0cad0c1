"""Reading memberships."""

from __future__ import annotations

from .models import Membership, User


def memberships_of(user: User) -> list[Membership]:
    """The practices a person works for, by name."""
    return list(Membership.objects.filter(user=user).select_related("practice", "user").order_by("practice__name"))


def membership_in(user: User, practice_id: str) -> Membership | None:
    """The person's membership in the practice with this opaque id."""
    found = Membership.objects.filter(user=user, practice__public_id=practice_id).select_related("practice", "user").first()
    return found or Membership.objects.filter(user=user).select_related("practice", "user").order_by("practice__name").first()
