"""Every page is declared with the permission it needs; reading PHI is recorded before it is shown."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from claimwright.core import InputError

from . import audit
from .actions import demand
from .errors import Forbidden, OfficeError

View = Callable[..., HttpResponse]


def page(permission: str, *, method: str = "GET") -> Callable[[View], View]:
    """A view for people who are signed in and whose role grants ``permission``. What an action refuses is shown, not a stack trace."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in ({"GET", "HEAD"} if method == "GET" else {method}):
                return HttpResponseNotAllowed([method])
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path() if method == "GET" else "/")
            try:
                demand(permission, request.membership)
                return view(request, *args, **kwargs)
            except Forbidden as error:
                return render(request, "office/refused.html", {"error": error}, status=403)
            except (OfficeError, InputError) as error:
                messages.error(request, str(error))
                return redirect(back(request))

        handle.permission, handle.method = permission, method
        return handle

    return wrap


def seen(request: HttpRequest, tag: str, subject: Any) -> None:
    """Record that the signed-in person has looked at this subject's record."""
    audit.look(tag, by=request.membership, subject=subject)


def searched(request: HttpRequest, tag: str, words: str, found: int) -> None:
    """Record a search: who, a keyed digest of the words (they may name a patient), and how many were found."""
    practice = request.membership.practice
    audit.look(tag, by=request.membership, subject=practice, facts={"words": audit.words_digest(practice, words), "found": found})


def back(request: HttpRequest, default: str = "/") -> str:
    """The page of ours that the person came from."""
    came_from = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if safe and came_from != request.build_absolute_uri() else default
