"""Setting a practice up: what it is, where it works, who treats and pays, what it charges."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claimwright.office.kit.pages import page

from . import actions
from .forms import PARTS, Part, PracticeForm

MOST = 100
"""Rows of one part that the page shows."""


@page("practice:read")
def setup(request: HttpRequest) -> HttpResponse:
    """Everything about the practice that is not its work."""
    return _shown(request)


@page("practice:edit", method="POST")
def keep(request: HttpRequest, part: str) -> HttpResponse:
    """Add to one of its parts, or change a row of it."""
    practice = request.membership.practice
    if part not in PARTS:
        raise Http404("no such part")
    form = PARTS[part](request.POST, practice=practice)
    if not form.is_valid():
        return _shown(request, {part: form})
    key, values = form.row()
    actions.keep_part(practice, form.part, key, values, by=request.membership)
    messages.success(request, f"{form.title}: kept.")
    return redirect(f"/practice/#{part}")


@page("practice:open", method="POST")
def open_practice(request: HttpRequest) -> HttpResponse:
    """Open another practice of the organisation, and go on working there."""
    form = PracticeForm(request.POST)
    if not form.is_valid():
        return _shown(request, {"open": form})
    made = actions.open_practice(request.membership.practice, form.value(), by=request.membership)
    request.session["practice"] = made.public_id
    messages.success(request, f"{made.name} is open.")
    return redirect("practices:setup")


def _shown(request: HttpRequest, forms: dict[str, Any] | None = None) -> HttpResponse:
    practice, given = request.membership.practice, forms or {}
    parts = []
    for name, shape in PARTS.items():
        form: Part = given.get(name) or shape(practice=practice)
        rows = list(shape.part.objects.for_practice(practice).select_related(*shape.related).order_by(shape.columns[0])[: MOST + 1])
        headings = [_heading(form, column) for column in shape.columns]
        cells = [[form.cell(row, column) for column in shape.columns] for row in rows[:MOST]]
        parts.append({"name": name, "form": form, "headings": headings, "rows": cells, "more": len(rows) > MOST})
    context = {"practice": practice, "parts": parts, "here": "practice", "open_form": given.get("open") or PracticeForm()}
    return render(request, "practices/setup.html", context, status=422 if given else 200)


def _heading(form: Part, column: str) -> str:
    """As the form names it."""
    return str(form[column].label) if column in form.fields else "Name"
