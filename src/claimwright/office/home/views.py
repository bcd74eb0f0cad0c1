"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claimwright.office.encounters.queries import worklist
from claimwright.office.kit.clock import office_day
from claimwright.office.kit.pages import page, seen

from . import queries


@page("home:read")
def front(request: HttpRequest) -> HttpResponse:
    """The numbers that matter and the next encounters to code."""
    practice = request.membership.practice
    on = office_day(practice)
    rows = list(worklist(practice)[:8])
    seen(request, "home:read", practice)
    context = {
        "work": [figure for figure in queries.work(practice) if request.membership.may(figure.needs)],
        "money": queries.money(practice, on), "ages": queries.ages(practice, on), "on": on, "rows": rows,
        "attention": queries.attention(practice), "here": "home",
    }  # fmt: skip
    return render(request, "home/front.html", context)
