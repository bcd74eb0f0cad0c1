"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def office(request: HttpRequest) -> dict[str, Any]:
    """What the base template asks.

    ``demonstration``: whether the red band stands; ``cast``: whom its visitors may sign in as; ``membership``: who acts; ``may``: the
    permissions granted, for menus.
    """
    from claimwright.office.accounts.roles import ROLES

    membership = getattr(request, "membership", None)
    return {
        "demonstration": settings.DEMONSTRATION,
        "cast": ROLES if settings.DEMONSTRATION else (),
        "membership": membership,
        "memberships": getattr(request, "memberships", []),
        "may": membership.permissions() if membership else frozenset(),
    }
