"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def office(request: HttpRequest) -> dict[str, Any]:
    """``demonstration``: whether the red band stands; ``membership``: who acts; ``may``: the permissions granted, for menus."""
    from claimwright.office.accounts.queries import memberships_of

    membership = getattr(request, "membership", None)
    return {
        "demonstration": settings.DEMONSTRATION,
        "membership": membership,
        "memberships": memberships_of(request.user) if membership else [],
        "may": membership.permissions() if membership else frozenset(),
    }
