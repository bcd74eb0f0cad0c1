"""Asking where claims stand, and what was answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.claims import queries as claims
from claimwright.office.kit.pages import page, seen

from . import actions, queries
from .errors import NotSent
from .jobs import ask_about_waiting


@page("claim:read")
def about(request: HttpRequest, public_id: str) -> HttpResponse:
    """What payers said of a claim when they were asked; the part alone where the claim's page asks for it."""
    claim = claims.claim(request.membership.practice, public_id)
    seen(request, "claim:status:read", claim)
    context = {"claim": claim, "checks": queries.of_claim(claim), "here": "claims"}
    return render(request, "status/beside.html" if request.htmx else "status/about.html", context)


@page("claim:read", method="POST")
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask the payer about one claim."""
    claim = claims.claim(request.membership.practice, public_id)
    if not claim.sent_on:
        raise NotSent
    made = actions.ask(claim.practice, [claim], by=request.membership)
    if made:
        messages.success(request, f"{claim.payer} answered: {made[0].get_standing_display().lower()}.")
    else:
        messages.info(request, "This was asked today: the answer stands in its history.")
    return redirect("claims:claim", claim.public_id)


@page("claim:status:ask", method="POST")
def ask_all(request: HttpRequest) -> HttpResponse:
    """Ask about every claim that waits; the page of the job shows how far it is."""
    return redirect("jobs:job", ask_about_waiting(request.membership.practice, by=request.membership).public_id)
