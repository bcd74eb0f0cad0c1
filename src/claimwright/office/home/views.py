"""The front page."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.office.eligibility.queries import of_day
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
    tomorrow = of_day(practice, on + timedelta(days=1)) if by.may("eligibility:read") else []
    seen(request, "home:read", practice)
    found = queries.sums(practice, by, on)
    figures = [*queries.work(found), *queries.desk(by, found, tomorrow)]
    context = {
        "work": [figure for figure in figures if by.may(figure.needs)], "on": on, "tomorrow": tomorrow[:12], "here": "home",
        "rows": list(worklist(practice)[:8]) if by.may("encounter:code:accept") else None,
        "attention": queries.attention(practice) if by.may("claim:scrub") else [],
        "exceptions": queries.exceptions(practice) if by.may("remit:exception:resolve") else [],
        "tasks": list(tasks(practice, by)[:8]),
    }  # fmt: skip
    if by.may("account:read"):
        context |= {"money": queries.money(found, on), "ages": queries.ages(found)}
    return render(request, "home/front.html", context)


@page("home:read")
def plotted(request: HttpRequest) -> HttpResponse:
    """Charges and payments by week, denials by reason; the part alone where the front page asks for it."""
    practice, by = request.membership.practice, request.membership
    seen(request, "home:read", practice)
    shown = [plots.weeks(practice, office_day(practice))] if by.may("account:read") else []
    if by.may("claim:read"):
        shown += [plot for plot in [plots.denials(practice)] if plot.shows]
    return render(request, "home/plots.html" if request.htmx else "home/plotted.html", {"plots": shown, "here": "home"})
