"""The second factor: who must have one, and whether this session was begun with it.

Everybody who may do more than search the books must have an authenticator app or a passkey, at the latest ``grace_days`` after her account
was made; an organisation may shorten or lengthen that (:class:`.models.SignInPolicy`). The demonstration asks for none. A person who has
one never comes in without it: a session that was not begun with it is ended, whatever began it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from .models import SignInPolicy

WITHOUT = ("self:", "books:")
"""Beginnings of the permissions that ask for no second factor."""
GIVEN = "second factor"
"""Marks a session that was begun, or went on, with a second factor."""
PROVING = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: Any) -> bool:
    """Whether this person has an authenticator app or a passkey."""
    return Authenticator.objects.filter(user=user, type__in=PROVING).exists()


def given(request: HttpRequest) -> bool:
    """Whether this session was begun with a second factor, here or at a provider that is trusted with it."""
    if request.session.get(GIVEN):
        return True
    records = get_authentication_records(request, request.user)
    trusted = {app["provider_id"] for app in settings.SIGN_IN_PROVIDERS if app["settings"]["second_factor"]}
    if any(record.get("method") == "mfa" or record.get("provider") in trusted for record in records):
        request.session[GIVEN] = True
        return True
    return False


def due(membership: Any) -> Any:
    """When this person must have a second factor; None where she needs none."""
    if settings.DEMONSTRATION or membership is None:
        return None
    if all(name.startswith(WITHOUT) for name in membership.permissions()):
        return None
    policy = policy_of(membership.practice)
    return membership.user.date_joined + timedelta(days=policy.grace_days) if policy.required else None


def overdue(membership: Any) -> bool:
    """Whether she may do nothing more before she has set one up."""
    by = due(membership)
    return by is not None and timezone.now() > by


def policy_of(practice: Any) -> SignInPolicy:
    """The rule of the practice's organisation; the usual one where it has none of its own."""
    return SignInPolicy.objects.filter(organisation=practice.organisation_id).first() or SignInPolicy(
        organisation_id=practice.organisation_id
    )
