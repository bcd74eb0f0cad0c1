"""Jobs with their progress, and a person's notices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.kit.pages import page, seen

from . import actions, queries

SHOWN = 100
"""Rows of a list, newest first."""


@page("job:read")
def jobs(request: HttpRequest) -> HttpResponse:
    """What is being done and what was."""
    practice = request.membership.practice
    rows = list(queries.jobs(practice)[:SHOWN])
    seen(request, "job:list:read", practice)
    context = {"rows": rows, "open": any(row.open for row in rows), "most": SHOWN, "here": "jobs"}
    return render(request, "jobs/table.html" if request.htmx else "jobs/jobs.html", context)


@page("job:read")
def job(request: HttpRequest, public_id: str) -> HttpResponse:
    """One job; the part that changes asks for itself again while it runs."""
    found = queries.job(request.membership.practice, public_id)
    seen(request, "job:read", found)
    return render(request, "jobs/progress.html" if request.htmx else "jobs/job.html", {"job": found, "here": "jobs"})


@page("job:read", method="POST")
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Call it off."""
    actions.cancel(queries.job(request.membership.practice, public_id), by=request.membership)
    return redirect("jobs:job", public_id)


@page("job:read", method="POST")
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin it again."""
    actions.retry(queries.job(request.membership.practice, public_id), by=request.membership)
    return redirect("jobs:job", public_id)


@page("notice:read")
def notices(request: HttpRequest) -> HttpResponse:
    """A person's notices."""
    rows = list(queries.notices(request.membership)[:SHOWN])
    seen(request, "notice:list:read", request.membership.practice)
    return render(request, "jobs/notices.html", {"rows": rows, "here": "notices"})


@page("notice:read")
def bell(request: HttpRequest) -> HttpResponse:
    """How many notices wait, for the head of every page; it asks by itself, which is no use of the session."""
    return render(request, "jobs/bell.html")


@page("notice:read", method="POST")
def read(request: HttpRequest) -> HttpResponse:
    """Mark them as read."""
    actions.read_notices(request.membership.practice, by=request.membership)
    return redirect("jobs:notices")
