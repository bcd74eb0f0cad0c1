"""How the practice codes: one page for the coding lead."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.kit.pages import back, page, seen

from . import actions, engine, queries


@page("preference:read")
def preferences(request: HttpRequest) -> HttpResponse:
    """Learned preferences with what they rest on, and the specialty packs."""
    practice = request.membership.practice
    seen(request, "preference:read", practice)
    on = queries.packs(practice)
    packs = [(name, title, name in on) for name, title in engine.pack_titles().items()]
    context = {
        "rows": queries.preferences(practice),
        "packs": packs,
        "favourites": queries.favourites(request.membership),
        "phrases": queries.phrase_rows(request.membership),
        "here": "preferences",
    }
    return render(request, "preferences/preferences.html", context)


@page("preference:read", method="POST")
def learn(request: HttpRequest) -> HttpResponse:
    """Look through the decisions again."""
    changed = actions.learn_again(request.membership.practice, by=request.membership)
    messages.info(request, f"{changed} changed." if changed else "The decisions say nothing new.")
    return redirect("preferences:preferences")


@page("preference:read", method="POST")
def switch(request: HttpRequest, public_id: str) -> HttpResponse:
    """Switch one on or off."""
    actions.switch(queries.preference(request.membership.practice, public_id), by=request.membership, on=request.POST.get("on") == "1")
    return redirect("preferences:preferences")


@page("preference:read", method="POST")
def packs(request: HttpRequest) -> HttpResponse:
    """Choose the specialty packs."""
    actions.choose_packs(request.membership.practice, request.POST.getlist("pack"), by=request.membership)
    messages.success(request, "Saved. The packs are read from the next proposal on.")
    return redirect("preferences:preferences")


@page("favourite:change", method="POST")
def favour(request: HttpRequest) -> HttpResponse:
    """Keep a code at hand, or let it go."""
    actions.favour(request.membership.practice, request.POST.get("system", ""), request.POST.get("code", ""), by=request.membership)
    return redirect(back(request))


@page("favourite:change", method="POST")
def keep_phrase(request: HttpRequest) -> HttpResponse:
    """Keep words at hand."""
    actions.keep_phrase(request.membership.practice, request.POST.get("words", ""), by=request.membership)
    return redirect("preferences:preferences")


@page("favourite:change", method="POST")
def drop_phrase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let one's own words go."""
    actions.drop_phrase(queries.phrase(request.membership, public_id), by=request.membership)
    return redirect("preferences:preferences")
