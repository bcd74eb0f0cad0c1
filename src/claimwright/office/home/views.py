"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.office.encounters.queries import worklist
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.pages import page, seen
from claimwright.office.tasks.queries import tasks

from . import plots, queries


@page("home:read")
def front(request: HttpRequest) -> HttpResponse:
    """The numbers that matter to whoever looks, and what is next for her: tomorrow's visits, encounters, claims, payments."""
    practice, by = request.membership.practice, request.membership
    on = office_day(practice)
    tomorrow = queries.tomorrow(by, on)
    seen(request, "home:read", practice)
    work, money, ages = queries.shown(by, on, tomorrow)
    context = {
        "work": work, "money": money, "ages": ages, "on": on, "tomorrow": tomorrow[:12], "here": "home",
        "rows": list(worklist(practice)[:8]) if by.may("encounter:code:accept") else None,
        "attention": queries.attention(practice) if by.may("claim:scrub") else [],
        "exceptions": queries.exceptions(practice) if by.may("remit:exception:resolve") else [],
        "tasks": list(tasks(practice, by)[:8]),
    }  # fmt: skip
    return render(request, "home/front.html", context)


@page("home:read")
def plotted(request: HttpRequest) -> HttpResponse:
    """Charges and payments by week, denials by reason; the part alone where the front page asks for it."""
    by = request.membership
    seen(request, "home:read", by.practice)
    return render(request, "home/plots.html" if request.htmx else "home/plotted.html", {"plots": plots.shown(by), "here": "home"})
