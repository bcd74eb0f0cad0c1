"""The preview beside the codes: a fragment that the workbench asks for after each decision, a page otherwise."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.office.encounters.queries import encounter as found_encounter
from claimwright.office.kit.pages import page, seen

from .queries import preview as preview_of


@page("encounter:preview:read")
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the codes would come to."""
    encounter = found_encounter(request.membership.practice, public_id)
    seen(request, "encounter:preview:read", encounter)
    context = {"encounter": encounter, "preview": preview_of(encounter), "here": "worklist"}
    return render(request, "preview/panel.html" if request.htmx else "preview/page.html", context)
