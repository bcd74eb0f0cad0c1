"""The lock on restricted patients' records, at every address, and the mark of an emergency on everything that is recorded meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render

from claimwright.office.kit import audit

from .models import Emergency
from .queries import masking_for, open_emergency, restricted_behind

OPENED = "emergency"
"""Marks a session in which the glass was broken."""
PURPOSE = "ETREAT"
"""HL7 purpose of use: emergency treatment."""
ALWAYS = ("emergency:", "accounts:")


class Lock:
    """Refuses what an address's identifiers lead to, where that is a restricted patient's; an emergency of one's own opens it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the emergency in force on the request; what is recorded meanwhile bears its purpose."""
        request.emergency, by = None, getattr(request, "membership", None)
        if by and not request.token and request.session.get(OPENED):
            request.emergency = open_emergency(by)
            if request.emergency:
                audit.describe(purpose=PURPOSE)
            else:
                del request.session[OPENED]
        with masking_for(by, request.emergency):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Look where the address, and what a form says, lead before anything is opened."""
        by, told = request.membership, [*kwargs.values(), *_words(request.GET), *_said(request)]
        if by is None or not told or request.emergency or request.resolver_match.view_name.startswith(ALWAYS):
            return None
        if by.may("restricted:read"):
            return None
        route = request.resolver_match.view_name
        patient = restricted_behind(by.practice, told, reading=request.method in ("GET", "HEAD"), route=route)
        if patient is None:
            return None
        audit.record("restricted:read", by=by, subject=patient, outcome="denied")
        if request.path_info.startswith("/api/"):
            return JsonResponse({"error": {"kind": "forbidden", "message": "This patient's record is restricted."}}, status=403)
        return render(request, "emergency/closed.html", {"reasons": Emergency.Reason.choices, "address": request.path}, status=403)


def _said(request: HttpRequest) -> Iterator[str]:
    """Every value that a form sends. The body of a call of the API is read by the call, which asks about its ids itself."""
    return iter(()) if request.path_info.startswith("/api/") else _words(request.POST)


def _words(form: QueryDict) -> Iterator[str]:
    """Every value of a form."""
    for _, values in form.lists():
        yield from values
