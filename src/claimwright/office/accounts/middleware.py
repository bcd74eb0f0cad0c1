"""Automatic logoff, and which practice a request works in."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from claimwright.office.kit import audit
from claimwright.office.kit.scope import as_person, within

from .queries import membership_in

Handler = Callable[[HttpRequest], HttpResponse]


def sign_out_when_idle(get_response: Handler) -> Handler:
    """End a session after the idle time or twelve hours, whichever comes first; decided here, not in the browser."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            idle = now - request.session.get("seen", now) > settings.IDLE.total_seconds()
            if idle or now - request.session.setdefault("since", now) > settings.SESSION_COOKIE_AGE:
                audit.record("account:session:expire", actor=request.user.username)
                logout(request)
                messages.info(request, "You were signed out because nothing happened for a while.")
            elif now - request.session.get("seen", 0) > 20:
                request.session["seen"] = now
        return get_response(request)

    return handle


def choose_practice(get_response: Handler) -> Handler:
    """Put the acting membership on the request, its practice (and no other) in scope, and the client's address on whatever is audited."""

    def handle(request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        with audit.from_address(request.META.get("REMOTE_ADDR", "")), as_person(user):
            request.membership = membership_in(user, request.session.get("practice", "")) if user else None
            with within(request.membership.practice_id if request.membership else None):
                return get_response(request)

    return handle
