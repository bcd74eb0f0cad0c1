"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .menu import menu


def office(request: HttpRequest) -> dict[str, Any]:
    """What the base template asks.

    ``demonstration``: whether the red band stands; ``cast``: whom its visitors may sign in as; ``membership``: who acts; ``may``: the
    permissions granted; ``menu``: the ways that they open; ``unread``: how many notices wait for her, counted where a template asks.
    """
    from claimwright.office.accounts.roles import ROLES
    from claimwright.office.jobs.queries import unread

    membership = getattr(request, "membership", None)
    may = membership.permissions() if membership else frozenset()
    return {
        "demonstration": settings.DEMONSTRATION,
        "cast": ROLES if settings.DEMONSTRATION else (),
        "membership": membership,
        "memberships": getattr(request, "memberships", []),
        "may": may,
        "menu": menu(may) if membership else ([], []),
        "unread": SimpleLazyObject(lambda: unread(membership)) if membership else 0,
    }
