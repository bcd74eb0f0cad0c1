"""Making and revoking service tokens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from claimwright.office.kit import audit
from claimwright.office.kit.actions import action, unchanged
from claimwright.office.practices.models import Practice

from .errors import WrongToken
from .models import Membership, ServiceToken
from .tokens import digest, new_secret

LONGEST = 365
NEVER = ("self:", "token:", "member:", "emergency:", "home:")
"""Beginnings of permissions that no token can hold: a program makes no tokens, changes no people and breaks no glass."""


def scopes_of(by: Membership) -> list[str]:
    """The permissions that a token of this person may hold."""
    return sorted(name for name in by.permissions() if not name.startswith(NEVER))


@action("token:create")
def create_token(practice: Practice, name: str, scopes: Iterable[str], days: int, *, by: Membership) -> tuple[ServiceToken, str]:
    """A token of ``by`` that holds for ``days`` (1 to 365), and its text, which is nowhere else. Raises WrongToken."""
    wanted = sorted(set(scopes))
    if not name.strip() or not wanted or not set(wanted) <= set(scopes_of(by)) or not 1 <= days <= LONGEST:
        raise WrongToken
    secret = new_secret()
    token = ServiceToken.objects.create(
        practice=practice, user=by.user, name=name.strip()[:60], scopes=wanted, digest=digest(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    audit.detail(token=token.public_id, days=days, scopes=len(wanted))
    return token, f"cw_{token.public_id}_{secret}"


@action("token:revoke")
def revoke_token(practice: Practice, token: ServiceToken, *, by: Membership) -> None:
    """End a token of the practice, at once and for good."""
    if token.practice_id != practice.pk or token.revoked_at:
        unchanged()
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    audit.detail(token=token.public_id, owner=token.user.username)
