"""Service tokens: what a program sends instead of signing in, ``Authorization: Bearer cw_<id>_<secret>``, to the API and nowhere else.

A token acts as its owner in one practice, with those of her permissions that it names: what her roles lose, it loses; when she is
switched off, it ends. Only a keyed digest of its secret is kept. The trail names the owner as who acts and the token as her client.
"""

from __future__ import annotations

import hmac
import re
import secrets
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthenticationError, HttpError
from ninja.security import HttpBearer

from claimwright.office.kit import audit
from claimwright.office.kit.keys import Ring, keyed_digest
from claimwright.office.kit.scope import crossing

from .models import Membership, ServiceToken, User

FORM = re.compile(r"cw_([0-9a-f]{16})_([\w-]{43})", re.ASCII)
A_MINUTE = 600
"""Calls that one token may make in a minute."""
FRESH = 60
"""Seconds after which a token's last use is written again."""


def new_secret() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return keyed_digest(Ring("tokens").first(), secret)


def written(request: HttpRequest) -> str | None:
    """What a call to the API says it may come in with; None where it names no token, "" where it is not of our form."""
    kind, _, word = request.headers.get("Authorization", "").partition(" ")
    if not request.path_info.startswith("/api/") or kind.lower() != "bearer":
        return None
    return word.strip()


def find(word: str) -> ServiceToken | None:
    """The token with this text, if it holds."""
    parts = FORM.fullmatch(word)
    with crossing("token"):
        token = ServiceToken.objects.filter(public_id=parts[1]).first() if parts else None
    right = token is not None and hmac.compare_digest(token.digest, digest(parts[2]))
    return token if right and token.holds and User.objects.filter(pk=token.user_id, is_active=True).exists() else None


def acting(token: ServiceToken) -> Membership | None:
    """The owner's membership, narrowed to the token's scopes. Asked inside ``as_person`` of the owner."""
    found = Membership.objects.filter(user=token.user_id, practice=token.practice_id).select_related("practice", "user").first()
    if found is not None:
        found.scopes = frozenset(token.scopes)
        audit.describe(session=token.public_id, client=f"token {token.name}")
    return found


def used(token: ServiceToken) -> None:
    """Write when it was last used, at most once a minute. Asked inside its practice."""
    now = timezone.now()
    if token.last_used_at is None or (now - token.last_used_at).total_seconds() > FRESH:
        ServiceToken.objects.filter(pk=token.pk).update(last_used_at=now)


class Token(HttpBearer):
    """A service token, made on the page of tokens; its scopes are permissions of the matrix. No CSRF token is due."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The membership it acts as. Raises AuthenticationError; HttpError 429 after too many calls in a minute."""
        if request.token is None:
            raise AuthenticationError
        count = f"token-{request.token.public_id}-{timezone.now():%H%M}"
        try:
            if cache.incr(count) > A_MINUTE:
                raise HttpError(429, "Too many calls in a minute.")
        except ValueError:
            cache.add(count, 1, 120)
        return request.membership
