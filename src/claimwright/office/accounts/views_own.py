"""One's own account: password, second step, where one is signed in, tokens."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from claimwright.office.kit.pages import page

from . import actions, drafts, factors, queries
from .models import session_mark


@page("self:read")
def me(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account."""
    return render(request, "accounts/me.html", _context(request))


def _context(request: HttpRequest, **more: object) -> dict[str, object]:
    found = Authenticator.objects.filter(user=request.user).order_by("created_at")
    kinds = {kind: [row for row in found if row.type == kind] for kind in Authenticator.Type.values}
    return {
        "app": next(iter(kinds["totp"]), None),
        "passkeys": kinds["webauthn"],
        "codes": kinds["recovery_codes"][0].wrap().get_unused_codes() if kinds["recovery_codes"] else None,
        "due": factors.due(request.membership),
        "sessions": queries.sessions_of(request.user),
        "this": session_mark(request.session.session_key),
        "form": PasswordChangeForm(request.user),
        "here": "me",
        **more,
    }


@page("self:change", method="POST")
def change_password(request: HttpRequest) -> HttpResponse:
    """Another password, for who knows the present one; every other session ends."""
    form = PasswordChangeForm(request.user, request.POST)
    if not form.is_valid():
        return render(request, "accounts/me.html", _context(request, form=form), status=422)
    actions.change_password(request.membership.practice, form, by=request.membership)
    update_session_auth_hash(request, form.user)
    messages.success(request, "The password is changed. You are signed out everywhere else.")
    return redirect("accounts:me")


@page("self:session:end", method="POST")
def end_session(request: HttpRequest, mark: str) -> HttpResponse:
    """Sign out in another browser."""
    if not actions.end_own_session(request.membership.practice, mark, by=request.membership):
        raise Http404("no such session")
    return redirect("accounts:me")


@page("self:change", method="POST")
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what she is writing, or forget it."""
    fields = _json(request, "fields", dict)
    kept = drafts.keep(request.membership, request.POST.get("place", "")[:300], {str(name): str(value) for name, value in fields.items()})
    return JsonResponse({"kept": kept})


@page("self:change", method="POST")
def give_drafts(request: HttpRequest) -> HttpResponse:
    """What she was writing in the forms of the page she has opened."""
    places = [str(place) for place in _json(request, "places", list)[:50]]
    return JsonResponse(drafts.back(request.membership, places))


def _json(request: HttpRequest, name: str, shape: type) -> Any:
    try:
        found = json.loads(request.POST.get(name, ""))
    except (ValueError, RecursionError):
        return shape()
    return found if isinstance(found, shape) else shape()
