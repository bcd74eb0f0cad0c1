"""Files to take away: asking, the list, fetching, removing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from claimwright.office.claims.queries import WORKLISTS, payers
from claimwright.office.kit.pages import page, seen

from . import actions, queries
from .lists import TABLES

MOST = 100


@page("export:read")
def exports(request: HttpRequest) -> HttpResponse:
    """What was asked for, and what may be asked for."""
    practice, may = request.membership.practice, request.membership.may
    seen(request, "export:list:read", practice)
    context = {
        "rows": list(queries.exports(practice)[:MOST]), "here": "exports", "worklists": WORKLISTS.items(), "payers": payers(practice),
        "tables": {name: table.title for name, table in TABLES.items() if may(table.permission)}, "titles": TABLES,
        "hours": int(actions.LASTS.total_seconds() // 3600),
    }  # fmt: skip
    return render(request, "exports/exports.html", context)


@page("export:read", method="POST")
def ask(request: HttpRequest) -> HttpResponse:
    """Have a list written; it appears on the page of exports when it is ready."""
    actions.ask(request.membership.practice, request.POST.get("kind", ""), request.POST.dict(), by=request.membership)
    messages.success(request, "It is being written. A notice tells you when it is ready.")
    return redirect("exports:exports")


@page("export:read", method="POST")
def fetch(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file. Its name says nothing of anybody."""
    made = actions.fetch(queries.export(request.membership.practice, public_id), by=request.membership)
    answer = StreamingHttpResponse(queries.content(made), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{made.kind}-{made.public_id[:6]}.csv"'
    return answer


@page("export:read", method="POST")
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove a file before its day is over."""
    actions.expire(queries.export(request.membership.practice, public_id), by=request.membership)
    return redirect("exports:exports")
