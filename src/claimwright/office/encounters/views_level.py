"""The level of a visit, element by element: what the record shows, and what another judgement of it would come to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.office.kit.forms import whole
from claimwright.office.kit.pages import page

from . import queries
from .level import leveled

MOST_MINUTES = 1440


@page("encounter:read")
def level(request: HttpRequest, public_id: str) -> HttpResponse:
    """The three elements with their words, as the record has them."""
    return _shown(request, public_id, {})


@page("encounter:read", method="POST")
def level_of(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same with elements or minutes that a person judges otherwise; nothing is changed by asking."""
    return _shown(request, public_id, request.POST)


def _shown(request: HttpRequest, public_id: str, said: Any) -> HttpResponse:
    encounter = queries.encounter(request.membership.practice, public_id)
    judged = {name: said[name] for name in said} | ({"minutes": whole(said["minutes"], most=MOST_MINUTES)} if "minutes" in said else {})
    found = leveled(encounter, judged)
    context = {"encounter": encounter, "elements": found.elements, "here": "worklist", **found._asdict()}
    return render(request, "encounters/level.html" if request.htmx else "encounters/level_page.html", context)
