"""Automatic logoff, which practice a request works in, and the second factor."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from claimwright.office.kit import audit
from claimwright.office.kit.scope import as_person, within

from . import drafts, tokens
from .queries import membership_in, memberships_of

Handler = Callable[[HttpRequest], HttpResponse]
TICK = 20
"""Seconds after which a session's last use is written again."""
BACKGROUND = "X-Background"
"""Stands on what a page asks by itself: nobody is there, and the session is not kept open by it."""


def sign_out_when_idle(get_response: Handler) -> Handler:
    """End a session after the idle time or twelve hours, whichever comes first; decided here, not in the browser."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            idle = now - request.session.get("seen", now) > settings.IDLE.total_seconds()
            if idle or now - request.session.setdefault("since", now) > settings.SESSION_COOKIE_AGE:
                kept = drafts.rescue(request)
                audit.record("account:session:expire", actor=request.user.username)
                logout(request)
                messages.info(request, "You were signed out because nothing happened for a while.")
                if kept:
                    messages.info(request, "What you were writing is kept: it stands in its form again when you come back to it.")
            elif now - request.session.get("seen", 0) > TICK and BACKGROUND not in request.headers:
                request.session["seen"] = now
                request.session["address"] = request.META.get("REMOTE_ADDR", "")[:45]
                request.session["client"] = request.headers.get("User-Agent", "")[:120]
        return get_response(request)

    return handle


def choose_practice(get_response: Handler) -> Handler:
    """Put the acting membership on the request, its practice (and no other) in scope, and the client's address on whatever is audited."""

    def handle(request: HttpRequest) -> HttpResponse:
        word, request.token = tokens.written(request), None
        if word is not None:  # a call that names a token comes in by the token or not at all
            request.token = tokens.find(word)
            request.user = request.token.user if request.token else AnonymousUser()
            if request.token is None:
                audit.record("token:use", outcome="failed")
        user = request.user if request.user.is_authenticated else None
        with audit.from_address(request.META.get("REMOTE_ADDR", "")), as_person(user):
            request.memberships = memberships_of(user) if user and not request.token else []
            if request.token:
                request.membership = tokens.acting(request.token)
            else:
                request.membership = membership_in(request.memberships, request.session.get("practice", ""))
            with within(request.membership.practice_id if request.membership else None):
                if request.token:
                    tokens.used(request.token)
                return get_response(request)

    return handle


SETTING_UP = {
    "accounts:sign-out", "accounts:choose-practice", "accounts:me", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate",
}  # fmt: skip
"""What can be done by somebody who has yet to set up a second factor."""


def ask_for_second_factor(get_response: Handler) -> Handler:
    """Let nobody pass who owes a second factor: neither to a page nor to the API."""
    from .factors import given, has_factor, overdue

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or request.token or settings.DEMONSTRATION or given(request):
            return get_response(request)
        if has_factor(request.user):
            audit.record("account:session:expire", actor=request.user.username, reason="begun without the second factor")
            logout(request)
            return _told(request, "accounts:sign-in", "Sign in with your second step.")
        if overdue(request.membership) and _name(request) not in SETTING_UP:
            return _told(request, "mfa_index", "Set up a second step of signing in first: an authenticator app or a passkey.")
        return get_response(request)

    return handle


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _told(request: HttpRequest, where: str, text: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"error": {"kind": "second-factor", "message": text}}, status=403)
    messages.warning(request, text)
    return redirect(where)
