"""The level of a visit, element by element: what the record shows, and what another judgement of it would come to."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.office.kit.forms import whole
from claimwright.office.kit.pages import page
from claimwright.office.preferences.queries import packs

from . import engine, queries
from .models import CodeDecision, Encounter

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
    visit = _visit(encounter)
    grid = engine.grid(encounter.as_value(), packs(encounter.practice))
    choices = engine.level_choices()
    chosen = {name: said.get(name) if said.get(name) in levels else getattr(grid, name).level for name, levels in choices.items()}
    minutes = whole(said.get("minutes"), most=MOST_MINUTES) if "minutes" in said else grid.minutes
    code, by = engine.leveled(visit.value.code, (chosen["problems"], chosen["data"], chosen["risk"]), minutes)
    context = {
        "encounter": encounter, "visit": visit, "grid": grid, "chosen": chosen, "minutes": minutes, "code": code, "by": by,
        "elements": [(name, choices[name], chosen[name], getattr(grid, name)) for name in choices], "here": "worklist",
    }  # fmt: skip
    return render(request, "encounters/level.html" if request.htmx else "encounters/level_page.html", context)


def _visit(encounter: Encounter) -> CodeDecision:
    """The encounter's visit code that was not rejected, or 404."""
    standing = (one for one in encounter.decisions.exclude(state="rejected") if one.value.role == "visit")
    found = next(standing, None)
    if found is None:
        raise Http404("no visit")
    return found
