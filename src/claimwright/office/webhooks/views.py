"""The page of webhooks."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.kit.pages import page, seen

from . import actions, queries
from .models import EVENTS

SHOWN = 50
"""Messages that the page shows, newest first."""


@page("webhook:read")
def webhooks(request: HttpRequest) -> HttpResponse:
    """Who is told of what, and what was sent."""
    practice = request.membership.practice
    seen(request, "webhook:read", practice)
    context = {
        "rows": queries.subscriptions(practice), "sent": queries.deliveries(practice)[:SHOWN], "events": EVENTS,
        "on": bool(settings.WEBHOOKS), "here": "webhooks",
    }  # fmt: skip
    return render(request, "webhooks/webhooks.html", context)


@page("webhook:subscribe", method="POST")
@reauthentication_required
def subscribe(request: HttpRequest) -> HttpResponse:
    """Tell a further address; its secret is shown this once."""
    by, form = request.membership, request.POST
    made = actions.subscribe(by.practice, form.get("address", "").strip(), form.getlist("events"), by=by)
    return render(request, "webhooks/secret.html", {"made": made, "here": "webhooks"})


@page("webhook:unsubscribe", method="POST")
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell it no more."""
    actions.unsubscribe(queries.subscription(request.membership.practice, public_id), by=request.membership)
    return redirect("webhooks:webhooks")


@page("webhook:replay", method="POST")
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a message once more."""
    actions.replay(queries.delivery(request.membership.practice, public_id), by=request.membership)
    return redirect("webhooks:webhooks")
